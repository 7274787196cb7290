// Tension zones: soft paint on the muscles that take part, by distance in the rest pose: strong in the middle, fading to nothing at
// the border. The three grades differ in lightness before they differ in hue (scene/zone_palette.h), so that they can be told apart
// without telling red from green.
layout(std140) uniform ZoneBlock {
    vec4 zone_a[24]; // xyz: one end; w: radius
    vec4 zone_b[24]; // xyz: other end; w: grade + 10 * what the paint says (scene::ZonePaint)
    ivec4 zone_count;
    vec4 zone_colours[3]; // linear, grades 1 to 3
};
uniform uint u_zones; // bit i: zone i is painted on this structure

// Bands and guarding are tension too; referral and skin areas have colours of their own.
vec3 kind_colour(int kind) {
    if (kind == 3) return vec3(0.30, 0.08, 0.52);  // referral: violet
    if (kind == 4) return vec3(0.02, 0.42, 0.36);  // L4: green-blue
    if (kind == 5) return vec3(0.86, 0.42, 0.02);  // L5: orange
    return vec3(0.12, 0.16, 0.66);                 // S1: blue
}

vec3 zone_colour(float grade) {
    return mix(mix(zone_colours[0].rgb, zone_colours[1].rgb, clamp(grade - 1.0, 0.0, 1.0)), zone_colours[2].rgb,
               clamp(grade - 2.0, 0.0, 1.0));
}

// Of the radius: 1 on the line, 0 at the border. Along its line a zone fades over twice the way that it fades over to the sides, from within its
// ends to as far beyond them: on a long muscle it would else end in a line across the fibres.
float depth_in_zone(vec3 p, vec3 a, vec3 b, float radius) {
    vec3 ab = b - a, ap = p - a;
    float way = max(length(ab), 1e-3), along = dot(ap, ab) / way, within = min(radius, 0.45 * way);
    float past = max(max(within - along, along - (way - within)), 0.0) * radius / (radius + within);
    float aside2 = max(dot(ap, ap) - along * along, 0.0);
    return clamp(1.0 - sqrt(aside2 + past * past) / radius, 0.0, 1.0);
}

// rgb: paint; a: how much of it. fray: how far one bundle of fibres carries the paint further than the next, of the radius.
vec4 zone_paint(vec3 rest, float time, float fray) {
    float bare = 1.0, sum = 0.0, grades = 0.0, soft_sum = 0.0, soft_best = 0.0;
    vec3 soft = vec3(0.0);
    for (int i = 0; i < zone_count.x; ++i) {
        if (((u_zones >> uint(i)) & 1u) == 0u) continue;
        int kind = int(zone_b[i].w * 0.1);
        float depth = depth_in_zone(rest, zone_a[i].xyz, zone_b[i].xyz, zone_a[i].w);
        if (kind > 2) {
            soft += depth * kind_colour(kind);
            soft_sum += depth;
            soft_best = max(soft_best, depth);
            continue;
        }
        depth = clamp(depth + fray * smoothstep(0.0, 0.25, depth) * (1.0 - depth), 0.0, 1.0); // the border has no line, nor has a grade
        float strength = kind == 2 ? 0.4 : 1.0; // bracing is a wash over a whole muscle
        float weight = depth * depth * (kind == 2 ? 0.12 : 1.0); // neighbours run into each other without a seam; a wash hides no grade
        bare *= 1.0 - 0.96 * strength * smoothstep(0.0, kind == 2 ? 1.0 : 0.78, depth);
        sum += weight;
        grades += weight * (zone_b[i].w - 10.0 * float(kind));
    }
    float grade = grades / max(sum, 1e-6);
    float pulse = 0.96 + 0.04 * cos(time * 2.5);
    float tense = (1.0 - bare) * pulse * mix(0.86, 0.97, clamp(grade * 0.5 - 0.5, 0.0, 1.0));
    // Tension lies over the soft kinds as far as it covers: both fade out on their own, so neither ends in a line.
    float under = (1.0 - tense) * 0.72 * smoothstep(0.0, 0.7, soft_best);
    float all = tense + under;
    if (all <= 0.0) return vec4(0.0);
    return vec4((tense * zone_colour(grade) + under * soft / max(soft_sum, 1e-4)) / all, all);
}

// How much longer or shorter a muscle's fibres are, by height in the rest pose (scene::Stretch): 0 to 2: colours of fibres that are as long
// as at rest, shorter, longer; w of 0: its lower end, of 1: one over its height, 0 where nothing is to be painted; then the shares.
uniform vec4 u_stretch[7];

float stretch_share(int i) { return u_stretch[3 + (i >> 2)][i & 3]; }

// rgb: paint; a: how much of it.
vec4 stretch_paint(vec3 rest) {
    if (u_stretch[1].w == 0.0) return vec4(0.0);
    float place = clamp((rest.y - u_stretch[0].w) * u_stretch[1].w, 0.0, 1.0) * 15.0;
    int lower = min(int(place), 14);
    float share = mix(stretch_share(lower), stretch_share(lower + 1), place - float(lower));
    return vec4(mix(u_stretch[0].rgb, share < 0.0 ? u_stretch[1].rgb : u_stretch[2].rgb, abs(share)), 0.88);
}
