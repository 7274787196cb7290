#include "clip.glsl"

in vec3 v_normal;
in vec4 v_colour;
in float v_clip;
uniform uint u_id;
layout(location = 0) out uint o_none;
layout(location = 1) out uint o_overlay;

void main() {
    DISCARD_CLIPPED(v_clip);
    o_none = 0u;
    o_overlay = u_id;
}
