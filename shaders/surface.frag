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
#ifdef GRAIN
uniform sampler2D u_strands; // r: strands, g: mottle; both have the mean 0.5 and fade to it in their mip levels
in vec3 v_strand;
in vec3 v_fibre;
#endif
#if defined(ZONES) || defined(GRAIN)
in vec3 v_rest;
#endif

// 0: base rgb, alpha; 1: tendon rgb, specular; 2: subsurface rgb, gloss; 3: wrap, rim, dim, glow; 4: tint rgb, amount;
// 5: veil (alpha rises towards the silhouette), edge tint, tendon share, relief (bone; below 0: thins out
// to its border); 6: strands, ink at the silhouette, fibre shine, mottle
uniform vec4 u_look[7];

float luma(vec3 c) { return dot(c, vec3(0.30, 0.59, 0.11)); }

void main() {
    DISCARD_CLIPPED(v_traits.w);
    vec3 n = normalize(v_normal);
    vec4 state = u_look[3], tint = u_look[4], veil = u_look[5], touch = u_look[6];
    float time = up_and_time.w;
    float occlusion = v_traits.x;
    Look look;
    look.wrap = state.x;
    look.rim = state.y;
#ifdef GRAIN
    // Fibrous or not is a matter of numbers: two programs would be two for the driver to compile before there is a picture.
    float strand = (texture(u_strands, v_strand.xy).r - 0.5) * v_strand.z * touch.x;
    // Flesh and tendon interlock strand by strand; they do not meet in a smooth line.
    float tendon = smoothstep(0.22, 0.78, v_traits.y + strand * 0.30) * veil.z;
    look.base = mix(u_look[0].rgb, u_look[1].rgb, tendon);
    look.subsurface = u_look[2].rgb * (1.0 - tendon);
    // Between the bundles it is dark and red; along their backs it is paler.
    look.base *= 1.0 + strand * mix(1.75, 0.55, tendon);
    look.base += vec3(0.055, 0.035, 0.028) * (max(strand, 0.0) * (1.0 - tendon));
    look.specular = u_look[1].a * (1.0 + 1.3 * tendon) * (1.0 + 1.6 * strand);
    float shine = fibre_shine(n, v_fibre, strand * 0.9, touch.z * v_strand.z, u_look[2].a);
    float mottle = (texture(u_strands, v_rest.xy * 0.021).g + texture(u_strands, v_rest.zy * 0.033 + 0.37).g - 1.0) * touch.w;
    float convex = (v_traits.z - 0.5) * 2.0 * max(veil.w, 0.0); // bone: ridges and processes above 0, hollows below
    float ridge = max(convex, 0.0), hollow = clamp(-convex, 0.0, 1.0);
    look.base *= 1.0 + mottle * (0.42 + 0.5 * ridge);
    look.base *= mix(vec3(1.0), vec3(0.74, 0.66, 0.55), hollow * 0.75); // marrow shines through hollows
    look.base *= 1.0 + 0.07 * ridge;
    look.specular *= 1.0 - 0.7 * ridge + mottle; // rough where muscles pull
    occlusion *= 1.0 - 0.20 * hollow;
#else
    float tendon = smoothstep(0.22, 0.78, v_traits.y) * veil.z;
    look.base = mix(u_look[0].rgb, u_look[1].rgb, tendon);
    look.subsurface = u_look[2].rgb * (1.0 - tendon);
    look.specular = u_look[1].a * (1.0 + tendon);
    float shine = round_shine(n, u_look[2].a);
#endif
#ifdef ZONES
#ifdef GRAIN
    vec4 paint = zone_paint(v_rest, time, strand * 2.0);
#else
    vec4 paint = zone_paint(v_rest, time, 0.0);
#endif
    look.base = mix(look.base, paint.rgb, paint.a);
    look.subsurface = mix(look.subsurface, paint.rgb * 0.30, paint.a);
    vec4 stretch = stretch_paint(v_rest);
    look.base = mix(look.base, stretch.rgb, stretch.a);
#endif
    look.base = mix(look.base, tint.rgb, tint.a);
#ifdef CLIPPED
    if (!gl_FrontFacing) { // the inside of a cut structure whose mesh has a hole: flat, as if it were solid
        vec3 face = encode(look.base * 0.72);
        write_colour(vec4(mix(face, haze.rgb * (0.45 + 0.55 * luma(face)), state.z), 1.0));
        return;
    }
#endif
    look.base *= 1.0 - 0.45 * state.w; // leaves room for the light that runs along a lit nerve
    vec3 colour = shade(look, n, occlusion, up_and_time.xyz, shine);
    float graze = 1.0 - clamp(n.z, 0.0, 1.0);
    colour += tint.rgb * (veil.y * graze * graze);
    // A thin dark contour where the surface turns away, as an engraver would draw it.
    colour *= 1.0 - touch.y * smoothstep(0.62, 0.97, graze);
    // An involved nerve shines, and the light runs from its root outwards.
    // Along a nerve it runs; a muscle that is lit (the diaphragm breathing) only shines.
    float phase = abs(fract(v_traits.z * 9.0 - time * 0.8) * 2.0 - 1.0);
    float flow = phase * phase * (3.0 - 2.0 * phase); // a cosine's wave, near enough, and a quarter of its code
    flow *= flow * flow * clamp(n.z, 0.0, 1.0);
    colour += (u_look[0].rgb * 0.22 + vec3(1.0, 0.93, 0.62) * (0.75 * flow * (1.0 - veil.z))) * state.w;
    colour = encode(colour);
    colour = mix(colour, haze.rgb * (0.42 + 0.58 * luma(colour)), state.z);
    // A sheet that is seen through may thin out to its border, where it goes over into what the atlas does not have; a cut edge says it ends.
    float border = max(-veil.w, 0.0) * (1.0 - v_traits.y);
    write_colour(vec4(colour, clamp(u_look[0].a * mix(1.0, 0.42 + 2.4 * graze * graze, veil.x), 0.0, 1.0) * (1.0 - border)));
}
