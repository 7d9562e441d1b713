// Royal College of Physicians. National Early Warning Score (NEWS) 2. London: RCP, 2017.
// Chart 2 (thresholds and clinical risk) and chart 4 (clinical response, here in fewer words).

export const enum Trigger {
  Zero,
  OneToFour,
  /** The red score: 3 in any single parameter, below a total of 5. */
  SingleParameter,
  FiveOrSix,
  SevenOrMore,
}

export function triggerOf(total: u32, singleParameterThree: bool): Trigger {
  if (total >= 7) return Trigger.SevenOrMore;
  if (total >= 5) return Trigger.FiveOrSix;
  if (singleParameterThree) return Trigger.SingleParameter;
  return total ? Trigger.OneToFour : Trigger.Zero;
}

/** The members `clinicalRisk` and `response` of a score, as JSON. */
export function riskAndResponse(trigger: Trigger): string {
  switch (trigger) {
    case Trigger.Zero:
      return '"clinicalRisk":"low","response":{"trigger":"0","monitoring":"at least every 12 hours","action":"Continue routine NEWS monitoring."}';
    case Trigger.OneToFour:
      return '"clinicalRisk":"low","response":{"trigger":"1–4","monitoring":"at least every 4 to 6 hours","action":"A registered nurse assesses the patient and decides on more frequent monitoring or escalation."}';
    case Trigger.SingleParameter:
      return '"clinicalRisk":"low-medium","response":{"trigger":"3 in a single parameter","monitoring":"at least every hour","action":"The nurse informs the patient\'s medical team, who review and decide on escalation."}';
    case Trigger.FiveOrSix:
      return '"clinicalRisk":"medium","response":{"trigger":"5–6","monitoring":"at least every hour","action":"The nurse informs the medical team at once and requests urgent assessment by clinicians competent in acute illness; care with monitoring facilities."}';
    default:
      return '"clinicalRisk":"high","response":{"trigger":"7 or more","monitoring":"continuous","action":"The nurse informs the medical team, at specialist registrar level or above, at once; emergency assessment by a critical care team with advanced airway skills; consider level 2 or 3 care; care with monitoring facilities."}';
  }
}
