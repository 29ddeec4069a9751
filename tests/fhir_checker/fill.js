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

  // LHC-Forms draws itself anew whenever its zone is left, so what is in sight is answered within it, in one go; and
  // whether further questions have come into sight, which they do a moment later, is looked at from outside.
  const { zone } = document.querySelector("#form form")[Zone.__symbol__("submitfalse")][0];
  const giveWhatIsShown = (left) => {
    const missing = left.findIndex((answer) => {
      const field = shown(answer);
      if (field) give(field, answer[1]);
      return !field;
    });
    return missing < 0 ? [] : left.slice(missing);
  };
  const shows = async (answer) => {
    for (let tries = 0; tries < 200; tries++) {
      if (shown(answer)) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`LHC-Forms does not show ${place(answer)}`);
  };
  for (let left = answers; left.length; ) {
    await shows(left[0]);
    left = zone.run(() => giveWhatIsShown(left));
  }
  return LForms.Util.getFormFHIRData("QuestionnaireResponse", "R4");
}
