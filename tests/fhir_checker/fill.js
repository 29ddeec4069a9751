// Shows a Questionnaire with LHC-Forms, gives the answers one after the other, returns the QuestionnaireResponse.
async ([questionnaire, given]) => {
  const form = LForms.Util.convertFHIRQuestionnaireToLForms(questionnaire, "R4");
  await LForms.Util.addFormToPage(form, "form", {});

  // An answer may bring further questions, which appear a moment later.
  const shown = async (selector) => {
    for (let tries = 0; tries < 200; tries++) {
      const found = document.querySelector(`#form ${selector}`);
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`LHC-Forms does not show ${selector}`);
  };
  const type = (field, text) => {
    field.focus();
    field.value = text;
    for (const event of ["input", "change", "blur"]) field.dispatchEvent(new Event(event, { bubbles: true }));
  };

  for (const [linkId, answers] of Object.entries(given)) {
    for (const answer of answers) {
      if (answer.code) (await shown(`label[id^="${linkId}/1"][id$="|${answer.system}|${answer.code}"]`)).click();
      else type(await shown(`:is(input, textarea)[id^="${linkId}/1"]`), String(answer));
    }
  }
  return LForms.Util.getFormFHIRData("QuestionnaireResponse", "R4");
}
