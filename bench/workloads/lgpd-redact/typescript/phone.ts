const area = "(?:1[1-9]|2[12478]|3[1-578]|4[1-9]|5[1345]|6[1-9]|7[134579]|8[1-9]|9[1-9])";
const telephone = new RegExp(`^${area}(?:9\\d{8}|[2-5]\\d{7})$`);
const subscriber = /^(?:9\d{8}|[2-5]\d{7})$/;
const introductions = new RegExp(`(?:\\+55 ?)?(?:\\(${area}\\) ?|(?<![A-Za-z0-9_\\x80-\\xff])${area} )$`);
/** The longest is `+55 (11) `; one more is what must not be a word byte. */
const reach = 10;

/** Whether these digits are an area code and a subscriber's number. */
export function isTelephone(digits: string): boolean {
  return telephone.test(digits);
}

/** Whether these digits are a subscriber's number. */
export function isSubscriber(digits: string): boolean {
  return subscriber.test(digits);
}

/** Where what introduces the subscriber's number at `start` begins; `start` where nothing does. */
export function introduction(text: string, start: number, done: number): number {
  const introduced = introductions.exec(text.slice(Math.max(done, start - reach), start));
  return start - (introduced?.[0].length ?? 0);
}
