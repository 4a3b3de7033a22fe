// The only page of somebody whose role needs a second factor that is not set up yet.
import { useState } from "react";
import { Door } from "../../app/door";
import type { PasskeyList } from "../../gen/api";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { loadSession, logOut } from "../../kernel/session";
import { Button } from "../../ui/button";
import { Note, toastError } from "../../ui/note";
import { FactorSetup } from "./factor";
import { passkeysSupported } from "./passkey";
import { PasskeySetup } from "./passkeys";

// For who would rather have a passkey than an app that shows codes.
function EnrolPasskey() {
  const list = useQuery<PasskeyList>("/session/passkeys");
  const [chosen, setChosen] = useState(false);
  if (!list.data?.possible || !passkeysSupported()) return null;
  return (
    <>
      <p className="or"><span>{msg("ui.sso.or")}</span></p>
      {chosen ? (
        <PasskeySetup onDone={() => void loadSession().catch(toastError)} />
      ) : (
        <div><Button icon="key" onPress={() => setChosen(true)}>{msg("ui.passkey.add")}</Button></div>
      )}
    </>
  );
}

export default function EnrolPage() {
  return (
    <Door wide title={msg("ui.factor.first")}>
      <Note title={msg("ui.factor.first.why")} />
      <FactorSetup onDone={() => void loadSession().catch(toastError)} />
      <EnrolPasskey />
      <div>
        <Button look="plain" onPress={() => void logOut().catch(toastError)}>{msg("ui.log_out")}</Button>
      </div>
    </Door>
  );
}
