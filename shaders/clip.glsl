#ifdef CLIPPED
#define DISCARD_CLIPPED(distance) if ((distance) < 0.0) discard
#else
#define DISCARD_CLIPPED(distance)
#endif
