/* The call's memory, as the PDK itself uses it. */
#ifndef VIAL_MEMORY_H
#define VIAL_MEMORY_H

/* Gives everything back that was reserved. */
void vial_memory_reset(void);

#endif
