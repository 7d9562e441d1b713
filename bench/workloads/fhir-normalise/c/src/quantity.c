#include "quantity.h"
#include "order.h"

struct unit {
  struct vial_text name;
  struct vial_text code;
  double offset;
  double factor; /* 0: no conversion */
};

#define TEXT(literal) {literal, sizeof(literal) - 1}

static const struct unit units[] = {
    {TEXT("lb"), TEXT("kg"), 0, 0.45359237},
    {TEXT("lbs"), TEXT("kg"), 0, 0.45359237},
    {TEXT("[lb_av]"), TEXT("kg"), 0, 0.45359237},
    {TEXT("oz"), TEXT("g"), 0, 28.349523125},
    {TEXT("in"), TEXT("cm"), 0, 2.54},
    {TEXT("[in_i]"), TEXT("cm"), 0, 2.54},
    {TEXT("ft"), TEXT("cm"), 0, 30.48},
    {TEXT("°F"), TEXT("Cel"), -32, 0.5555555555555556},
    {TEXT("degF"), TEXT("Cel"), -32, 0.5555555555555556},
    {TEXT("[degF]"), TEXT("Cel"), -32, 0.5555555555555556},
    {TEXT("°C"), TEXT("Cel"), 0, 0},
    {TEXT("degC"), TEXT("Cel"), 0, 0},
    {TEXT("mmHg"), TEXT("mm[Hg]"), 0, 0},
    {TEXT("mm Hg"), TEXT("mm[Hg]"), 0, 0},
    {TEXT("bpm"), TEXT("/min"), 0, 0},
    {TEXT("beats/min"), TEXT("/min"), 0, 0},
    {TEXT("breaths/min"), TEXT("/min"), 0, 0},
    {TEXT("mg/dl"), TEXT("mg/dL"), 0, 0},
    {TEXT("mg/dL"), TEXT("mg/dL"), 0, 0},
    {TEXT("g/dl"), TEXT("g/dL"), 0, 0},
    {TEXT("g/dL"), TEXT("g/dL"), 0, 0},
    {TEXT("mmol/l"), TEXT("mmol/L"), 0, 0},
    {TEXT("mmol/L"), TEXT("mmol/L"), 0, 0},
};

static const struct unit *find_unit(struct vial_text name) {
  for (const struct unit *unit = units; unit < units + sizeof units / sizeof *units; unit++)
    if (is_text(unit->name, name))
      return unit;
  return NULL;
}

static double convert(double value, const struct unit *unit) {
  if (unit->factor == 0)
    return value;
  return __builtin_floor((value + unit->offset) * unit->factor * 10000 + 0.5) / 10000;
}

/* Sets a member, at its place in the order. */
static bool set_text(struct node *object, struct vial_text name, struct vial_text text,
                     struct node_pool *pool) {
  struct node key = {.name = name};
  struct node **at = &object->first;
  while (*at != NULL && by_name(*at, &key) < 0)
    at = &(*at)->next;
  if (*at == NULL || !is_text((*at)->name, name)) {
    struct node *member = new_node(pool);
    if (member == NULL)
      return false;
    *member = (struct node){.next = *at, .name = name};
    *at = member;
  }
  (*at)->kind = KIND_STRING;
  (*at)->text = text;
  return true;
}

bool normalise_quantity(struct node *object, struct node_pool *pool) {
  struct node *value = find_member(object, VIAL_TEXT("value"));
  if (value == NULL || value->kind != KIND_NUMBER)
    return true;
  const struct unit *unit = find_unit(find_text(object, VIAL_TEXT("unit")));
  if (unit == NULL)
    return true;
  double converted = convert(value->number, unit);
  if (!__builtin_isfinite(converted))
    return true;
  value->number = converted;
  return set_text(object, VIAL_TEXT("code"), unit->code, pool) &&
         set_text(object, VIAL_TEXT("system"), VIAL_TEXT("http://unitsofmeasure.org"), pool) &&
         set_text(object, VIAL_TEXT("unit"), unit->code, pool);
}
