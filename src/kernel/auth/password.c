#include "kernel/auth/password.h"

#include "base/mem.h"

#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PASSES = 2, MEMORY = 19 * 1024 * 1024, AT_ONCE = 4 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t freed = PTHREAD_COND_INITIALIZER;
static int running;

static void enter(void)
{
    pthread_mutex_lock(&lock);
    while (running == AT_ONCE)
        pthread_cond_wait(&freed, &lock);
    running++;
    pthread_mutex_unlock(&lock);
}

static void leave(void)
{
    pthread_mutex_lock(&lock);
    running--;
    pthread_cond_signal(&freed);
    pthread_mutex_unlock(&lock);
}

char *password_hash(const void *ctx, const char *password)
{
    char hash[crypto_pwhash_STRBYTES];
    enter();
    int failed = crypto_pwhash_str_alg(
        hash, password, strlen(password), PASSES, MEMORY, crypto_pwhash_ALG_ARGON2ID13);
    leave();
    if (failed != 0) {
        fputs("{\"level\":\"fatal\",\"event\":\"out_of_memory\"}\n", stderr);
        abort();
    }
    return mem_strdup(ctx, hash);
}

bool password_ok(const char *hash, const char *password)
{
    /* Of random bytes that nobody knows, with the parameters above. */
    static const char NOBODY[] = "$argon2id$v=19$m=19456,t=2,p=1$d8VPqH7rmNAde93lKKHb6w"
                                 "$+04GGwht9RoWn7Y54qdT/3vYkTIQbKD6XKkegmyI7os";
    enter();
    bool same =
        crypto_pwhash_str_verify(hash == NULL ? NOBODY : hash, password, strlen(password)) == 0;
    leave();
    return same && hash != NULL;
}
