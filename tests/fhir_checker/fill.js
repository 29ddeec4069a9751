// Shows a Questionnaire with LHC-Forms, gives the answers one after the other, returns the QuestionnaireResponse.
async ([questionnaire, given]) => {
  const form = LForms.Util.convertFHIRQuestionnaireToLForms(questionnaire, "R4");
  await LForms.Util.addFormToPage(form, "form", {});

  const answers = Object.entries(given).flatMap(([linkId, several]) => several.map((answer) => [linkId, answer]));
  const place = ([linkId, answer]) =>
    answer.code
      ? `label[id^="${linkId}/1"][id$="|${answer.system}|${answer.code}"]`
      : `:is(input, textarea)[id^="${linkId}/1"]`;
  const shown = (answer) => document.querySelector(`#form ${place(answer)}`);
  const give = (field, answer) => {
    if (answer.code) return field.click();
    field.focus();
    field.value = String(answer);
    for (const event of ["input", "change", "blur"]) field.dispatchEvent(new Event(event, { bubbles: true }));
  };

  // LHC-Forms draws itself anew whenever its zone is left, so what is in sight is answered within it, in one go. An
  // answer may bring further questions, which appear a moment later.
  const { zone } = document.querySelector("#form form")[Zone.__symbol__("submitfalse")][0];
  const giveWhatIsShown = (left) => {
    const missing = left.findIndex((answer) => {
      const field = shown(answer);
      if (field) give(field, answer[1]);
      return !field;
    });
    return missing < 0 ? [] : left.slice(missing);
  };
  for (let left = answers, tries = 0; left.length; tries++) {
    const before = left.length;
    left = zone.run(() => giveWhatIsShown(left));
    if (left.length < before) tries = 0;
    if (tries === 200) throw new Error(`LHC-Forms does not show ${place(left[0])}`);
    if (left.length) await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return LForms.Util.getFormFHIRData("QuestionnaireResponse", "R4");
}
