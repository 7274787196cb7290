// Tension zones: warm paint on the muscles that take part, by distance in the rest pose. Grade is told twice, by colour and by the
// number of contour lines, so that it can be read without telling red from green.
layout(std140) uniform ZoneBlock {
    vec4 zone_a[24]; // xyz: one end; w: radius
    vec4 zone_b[24]; // xyz: other end; w: grade + 10 * what the paint says (scene::ZonePaint)
    ivec4 zone_count;
};
uniform uint u_zones; // bit i: zone i is painted on this structure

// Bands and guarding are tension too; referral and skin areas have colours of their own and no contours.
vec3 kind_colour(int kind) {
    if (kind == 3) return vec3(0.30, 0.08, 0.52);  // referral: violet
    if (kind == 4) return vec3(0.02, 0.42, 0.36);  // L4: green-blue
    if (kind == 5) return vec3(0.86, 0.42, 0.02);  // L5: orange
    return vec3(0.12, 0.16, 0.66);                 // S1: blue
}

vec3 zone_colour(float grade) {
    vec3 amber = vec3(1.0, 0.52, 0.07), red = vec3(0.92, 0.13, 0.03), deep = vec3(0.50, 0.004, 0.03);
    return grade < 2.0 ? mix(amber, red, clamp(grade - 1.0, 0.0, 1.0)) : mix(red, deep, clamp(grade - 2.0, 0.0, 1.0));
}

float distance_to_segment(vec3 p, vec3 a, vec3 b) {
    vec3 ab = b - a, ap = p - a;
    float t = clamp(dot(ap, ab) / max(dot(ab, ab), 1e-4), 0.0, 1.0);
    return length(ap - ab * t);
}

// rgb: paint; a: how much of it.
vec4 zone_paint(vec3 rest, float time) {
    float best = 0.0, sum = 0.0, grades = 0.0, soft_sum = 0.0, soft_best = 0.0;
    vec3 soft = vec3(0.0);
    for (int i = 0; i < zone_count.x; ++i) {
        if (((u_zones >> uint(i)) & 1u) == 0u) continue;
        int kind = int(zone_b[i].w * 0.1);
        float depth = 1.0 - distance_to_segment(rest, zone_a[i].xyz, zone_b[i].xyz) / zone_a[i].w;
        float weight = max(depth, 0.0);
        weight *= weight * weight; // neighbours run into each other over a short way
        if (kind > 2) {
            soft += max(depth, 0.0) * kind_colour(kind);
            soft_sum += max(depth, 0.0);
            soft_best = max(soft_best, depth);
            continue;
        }
        float strength = kind == 2 ? 0.4 : 1.0; // bracing is a wash over a whole muscle
        best = max(best, depth * strength);
        sum += weight;
        grades += weight * (zone_b[i].w - 10.0 * float(kind));
    }
    if (best <= 0.0 && soft_best > 0.0) return vec4(soft / max(soft_sum, 1e-4), 0.72 * smoothstep(0.0, 0.7, soft_best));
    float grade = grades / max(sum, 1e-6);
    float pulse = 0.94 + 0.06 * cos(time * 2.5);
    float amount = smoothstep(0.0, 0.45, best) * pulse;
    // Contours at equal steps, as many as the grade; the innermost stays whole.
    float rings = best * (floor(grade + 0.5) + 0.5);
    float line = abs(fract(rings) - 0.5) * 2.0;
    float contour = smoothstep(0.86, 0.97, line) * step(0.02, best) * step(rings, grade + 0.2);
    vec3 colour = zone_colour(grade);
    colour = mix(colour, colour * 0.35, contour * 0.7);
    return vec4(colour, clamp(amount * mix(0.72, 0.92, (grade - 1.0) * 0.5) + contour * 0.25 * amount, 0.0, 1.0));
}
