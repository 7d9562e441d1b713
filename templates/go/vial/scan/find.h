// A bit for each of 64 characters, set where it is a member of a set.
unsigned long long vial_find_64(const unsigned char *text, const unsigned char *rows);
