// The look of every structure. Materials differ in numbers only (src/render/item_look.cpp).
#include "frame.glsl"
#include "clip.glsl"
#include "studio.glsl"
#include "weighted.glsl"
#ifdef ZONES
#include "zones.glsl"
#endif

in vec3 v_normal;
in vec4 v_traits;
#ifdef FIBRES
uniform sampler2D u_strands;
in vec3 v_strand;
#endif
#ifdef ZONES
in vec3 v_rest;
#endif

// 0: base rgb, alpha; 1: tendon rgb, specular; 2: subsurface rgb, gloss; 3: wrap, rim, dim, glow; 4: tint rgb, amount;
// 5: veil (alpha rises towards the silhouette), edge tint, tendon share, unused
uniform vec4 u_look[6];

float luma(vec3 c) { return dot(c, vec3(0.30, 0.59, 0.11)); }

Look material() {
#ifdef FIBRES
    float strand = (texture(u_strands, v_strand.xy).r - 0.52) * v_strand.z;
#else
    float strand = 0.0;
#endif
    // Flesh and tendon interlock strand by strand; they do not meet in a smooth line.
    float tendon = smoothstep(0.25, 0.80, v_traits.y + strand * 0.28) * u_look[5].z;
    Look look;
    look.base = mix(u_look[0].rgb, u_look[1].rgb, tendon);
    look.subsurface = u_look[2].rgb * (1.0 - tendon);
    look.wrap = u_look[3].x;
    look.specular = u_look[1].a * (1.0 + tendon);
    look.gloss = u_look[2].a;
    look.rim = u_look[3].y;
    look.base *= 1.0 + strand * mix(1.7, 0.45, tendon);
    look.specular *= 1.0 + 2.2 * strand;
    return look;
}

void main() {
    DISCARD_CLIPPED(v_traits.w);
    vec3 n = normalize(v_normal);
    Look look = material();
    vec4 state = u_look[3], tint = u_look[4], veil = u_look[5];
    float time = up_and_time.w;
#ifdef ZONES
    vec4 paint = zone_paint(v_rest, time);
    look.base = mix(look.base, paint.rgb, paint.a);
    look.subsurface = mix(look.subsurface, paint.rgb * 0.35, paint.a);
#endif
    look.base = mix(look.base, tint.rgb, tint.a);
#ifdef CLIPPED
    if (!gl_FrontFacing) { // the inside of a cut structure whose mesh has a hole: flat, as if it were solid
        vec3 face = encode(look.base * 0.72);
        write_colour(vec4(mix(face, vec3(0.66, 0.69, 0.72) * (0.45 + 0.55 * luma(face)), state.z), 1.0));
        return;
    }
#endif
    look.base *= 1.0 - 0.45 * state.w; // leaves room for the light that runs along a lit nerve
    vec3 colour = shade(look, n, v_traits.x, up_and_time.xyz);
    float graze = 1.0 - clamp(n.z, 0.0, 1.0);
    colour += tint.rgb * (veil.y * graze * graze);
    // An involved nerve shines, and the light runs from its root outwards.
    float flow = 0.5 + 0.5 * cos((v_traits.z * 9.0 - time * 0.8) * 6.2832);
    flow *= flow * flow * clamp(n.z, 0.0, 1.0);
    colour += (u_look[0].rgb * 0.22 + vec3(1.0, 0.93, 0.62) * (0.75 * flow)) * state.w;
    colour = encode(colour);
    colour = mix(colour, vec3(0.66, 0.69, 0.72) * (0.45 + 0.55 * luma(colour)), state.z);
    write_colour(vec4(colour, clamp(u_look[0].a * mix(1.0, 0.45 + 2.2 * graze * graze, veil.x), 0.0, 1.0)));
}
