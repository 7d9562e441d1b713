#include "text.h"
#include "date_time.h"

static const struct vial_text spaced[] = {
    {"city", 4}, {"display", 7}, {"district", 8}, {"family", 6}, {"given", 5},
    {"line", 4}, {"prefix", 6},  {"suffix", 6},   {"text", 4},
};
static const struct vial_text dates[] = {
    {"authoredOn", 10}, {"created", 7},      {"date", 4},  {"end", 3},
    {"issued", 6},      {"lastUpdated", 11}, {"start", 5},
};
static const struct vial_text date_endings[] = {{"Date", 4}, {"DateTime", 8}, {"Instant", 7}};

#define TEXT(literal) {literal, sizeof(literal) - 1}
#define CNS "http://rnds.saude.gov.br/fhir/r4/NamingSystem/cns"
#define CPF "http://rnds.saude.gov.br/fhir/r4/NamingSystem/cpf"

static const struct {
  struct vial_text from;
  struct vial_text to;
} systems[] = {
    {TEXT("urn:oid:2.16.840.1.113883.6.1"), TEXT("http://loinc.org")},
    {TEXT("https://loinc.org"), TEXT("http://loinc.org")},
    {TEXT("urn:oid:2.16.840.1.113883.6.96"), TEXT("http://snomed.info/sct")},
    {TEXT("https://snomed.info/sct"), TEXT("http://snomed.info/sct")},
    {TEXT("urn:oid:2.16.840.1.113883.6.8"), TEXT("http://unitsofmeasure.org")},
    {TEXT("https://unitsofmeasure.org"), TEXT("http://unitsofmeasure.org")},
    {TEXT("urn:oid:2.16.840.1.113883.6.3"), TEXT("http://hl7.org/fhir/sid/icd-10")},
    {TEXT("urn:oid:2.16.840.1.113883.6.88"), TEXT("http://www.nlm.nih.gov/research/umls/rxnorm")},
    {TEXT("urn:oid:2.16.840.1.113883.12.292"), TEXT("http://hl7.org/fhir/sid/cvx")},
    {TEXT("urn:oid:2.16.840.1.113883.13.236"), TEXT(CNS)},
    {TEXT("urn:oid:2.16.840.1.113883.13.237"), TEXT(CPF)},
};

static bool is_space(char byte) {
  return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static struct vial_text trimmed(struct vial_text text) {
  while (text.length > 0 && is_space(text.data[text.length - 1]))
    text.length--;
  while (text.length > 0 && is_space(text.data[0])) {
    text.data++;
    text.length--;
  }
  return text;
}

static bool is_one_of(struct vial_text text, const struct vial_text *texts, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (is_text(text, texts[i]))
      return true;
  return false;
}

static bool is_date_name(struct vial_text name) {
  for (size_t i = 0; i < sizeof date_endings / sizeof *date_endings; i++) {
    struct vial_text ending = date_endings[i];
    if (name.length >= ending.length &&
        __builtin_memcmp(name.data + name.length - ending.length, ending.data, ending.length) == 0)
      return true;
  }
  return is_one_of(name, dates, sizeof dates / sizeof *dates);
}

/* Makes one space of each run of white space. */
static bool collapse(struct vial_text *text) {
  const char *end = text->data + text->length;
  const char *from = text->data;
  while (from < end && !(is_space(*from) && (*from != ' ' || is_space(from[1]))))
    from++;
  if (from == end)
    return true;
  char *to = vial_reserve(text->length);
  if (to == NULL)
    return false;
  size_t length = (size_t)(from - text->data);
  __builtin_memcpy(to, text->data, length);
  for (; from < end; from++)
    if (!is_space(*from))
      to[length++] = *from;
    else if (!is_space(to[length - 1]))
      to[length++] = ' ';
  *text = (struct vial_text){to, length};
  return true;
}

bool lower_case(struct vial_text *text) {
  char *to = vial_reserve(text->length);
  if (to == NULL)
    return false;
  for (size_t i = 0; i < text->length; i++) {
    char byte = text->data[i];
    to[i] = (char)(byte >= 'A' && byte <= 'Z' ? byte | 0x20 : byte);
  }
  text->data = to;
  return true;
}

static bool normalise_gender(struct vial_text *text) {
  if (!lower_case(text))
    return false;
  if (is_text(*text, VIAL_TEXT("m")))
    *text = VIAL_TEXT("male");
  else if (is_text(*text, VIAL_TEXT("f")))
    *text = VIAL_TEXT("female");
  else if (is_text(*text, VIAL_TEXT("o")))
    *text = VIAL_TEXT("other");
  else if (is_text(*text, VIAL_TEXT("u")))
    *text = VIAL_TEXT("unknown");
  return true;
}

static void normalise_system(struct vial_text *text) {
  for (size_t i = 0; i < sizeof systems / sizeof *systems; i++)
    if (is_text(*text, systems[i].from)) {
      *text = systems[i].to;
      return;
    }
}

bool normalise_text(struct vial_text *text, const struct vial_text *member,
                    const struct full_urls *urls) {
  struct vial_text name = *member;
  if (is_text(name, VIAL_TEXT("div")) || is_text(name, VIAL_TEXT("data")))
    return true;
  *text = trimmed(*text);
  if (is_one_of(name, spaced, sizeof spaced / sizeof *spaced))
    return collapse(text);
  if (is_text(name, VIAL_TEXT("gender")))
    return normalise_gender(text);
  if (is_date_name(name))
    return normalise_date(text);
  if (is_text(name, VIAL_TEXT("system")))
    normalise_system(text);
  if (is_text(name, VIAL_TEXT("reference"))) {
    struct vial_text reference = find_reference(urls, *text);
    if (reference.data != NULL)
      *text = reference;
  }
  return true;
}
