// Whether a text is UTF-8: 1 or 0.
int vial_is_utf8(const unsigned char *text, unsigned long length);
