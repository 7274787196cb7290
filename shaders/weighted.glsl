// Where a surface's colour goes: straight into the picture, or into the sums of weighted blending (McGuire and Bavoil), whose
// result does not depend on the order of drawing. The veil is stored as -log(1 - alpha), so that both sums only add.
#ifdef WEIGHTED
layout(location = 0) out vec4 o_sum;
layout(location = 1) out float o_veil;

void write_colour(vec4 colour) {
    float distance_mm = depth_terms.x / (2.0 * gl_FragCoord.z - 1.0 + depth_terms.y);
    float nearness = clamp(exp2((shift.z - distance_mm) * 0.025), 0.002, 500.0); // twice the weight every 40 mm
    float alpha = min(colour.a, 0.99);
    o_sum = vec4(colour.rgb, 1.0) * (alpha * nearness);
    o_veil = -log(1.0 - alpha);
}
#else
out vec4 o_colour;

void write_colour(vec4 colour) { o_colour = colour; }
#endif
