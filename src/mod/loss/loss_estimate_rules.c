#include "mod/loss/loss_estimate.h"

#include <math.h>

double loss_jo_per_person(const struct loss_jo *jo, const struct loss_leak *leak)
{
    int mental = 0, economic = 0;
    for (size_t i = 0; i < leak->n_items; i++) {
        mental = leak->items[i]->mental > mental ? leak->items[i]->mental : mental;
        economic = leak->items[i]->economic > economic ? leak->items[i]->economic : economic;
    }
    if (mental == 0 || economic == 0)
        return 0;
    double sensitivity = pow(jo->mental_power, mental - 1) + pow(jo->economic_power, economic - 1);
    return jo->base * sensitivity * jo->identifiability[leak->identifiability] *
           jo->responsibility[leak->high_responsibility] * jo->handling[leak->handling];
}

struct loss_board loss_jcic_board(const struct loss_jcic *jcic, const struct loss_company *company)
{
    double fine = fmax(jcic->fine_share * company->world_sales, jcic->fine_least);
    return (struct loss_board){
        .personal_data = company->customers * company->per_customer,
        .interruption = jcic->stop_days * company->sales_a_day,
        .penalty = company->fined ? fine : 0,
        .response = jcic->response,
        .profit = jcic->profit_share * company->net_profit,
        .market_value = jcic->market_share * company->market_value,
    };
}
