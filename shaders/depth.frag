// Depth only: lays down a translucent structure's nearest surface.
#include "clip.glsl"

in vec4 v_traits;

void main() { DISCARD_CLIPPED(v_traits.w); }
