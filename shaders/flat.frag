// One plain colour: the selection's mask.
#include "clip.glsl"

in vec4 v_traits;
uniform vec4 u_colour;
out vec4 o_colour;

void main() {
    DISCARD_CLIPPED(v_traits.w);
    o_colour = u_colour;
}
