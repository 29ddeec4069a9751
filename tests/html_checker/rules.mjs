// Everything html-validate knows to be wrong, but for what we do on purpose.
export default {
  root: true,
  extends: ["html-validate:recommended", "html-validate:document", "html-validate:a11y"],
  rules: {
    "doctype-style": ["error", { style: "lowercase" }],
    // "I'd rather not answer" is a checkbox with the name of the field beside it: one name for each question.
    "form-dup-name": "off",
    // The summary of errors comes before the question, which is the h1.
    "heading-level": ["error", { minInitialRank: "h2" }],
    // The button of a form submits, which is what a button without a type does.
    "no-implicit-button-type": "off",
    // Without scripts a page goes by itself after the session is over, so that nobody else reads it: docs/adr/0015.
    "meta-refresh": "off",
    // A label that both wraps its input and names it serves more voice-control programs.
    "no-redundant-for": "off",
    // Left where a template's blocks stood; no reader meets it.
    "no-trailing-whitespace": "off",
    // Nothing comes from another host.
    "require-sri": ["error", { target: "crossorigin" }],
    // Where a number may break is a matter of style sheets; the text stays what a person would copy.
    "tel-non-breaking": "off",
  },
};
