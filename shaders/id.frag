// Which structure is nearest, and how near (as the depth's bits, since GLES cannot read depth back).
#include "clip.glsl"

in vec4 v_traits;
uniform uint u_id;
layout(location = 0) out uint o_structure;
layout(location = 1) out uint o_depth_bits;

void main() {
    DISCARD_CLIPPED(v_traits.w);
    o_structure = u_id;
    o_depth_bits = floatBitsToUint(gl_FragCoord.z);
}
