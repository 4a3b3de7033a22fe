// The only page of somebody whose role needs a second factor that is not set up yet.
import { Door } from "../../app/door";
import { msg } from "../../kernel/i18n";
import { loadSession, logOut } from "../../kernel/session";
import { Button } from "../../ui/button";
import { Note, toastError } from "../../ui/note";
import { FactorSetup } from "./factor";

export default function EnrolPage() {
  return (
    <Door wide title={msg("ui.factor.first")}>
      <Note title={msg("ui.factor.first.why")} />
      <FactorSetup onDone={() => void loadSession().catch(toastError)} />
      <div>
        <Button look="plain" onPress={() => void logOut().catch(toastError)}>{msg("ui.log_out")}</Button>
      </div>
    </Door>
  );
}
