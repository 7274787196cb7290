// The packed vertex (src/render/vertex_packing.h) and how it follows its joints: the same sum as geometry/skinning.h.
#include "frame.glsl"

layout(location = 0) in vec3 a_position;
layout(location = 1) in vec4 a_normal;
layout(location = 2) in vec2 a_strand;
layout(location = 3) in vec4 a_traits;  // occlusion, tendon, course (bone: convexity), fibre's turn
layout(location = 4) in uvec4 a_joints;
layout(location = 5) in vec4 a_weights;

#ifdef DENTED
layout(std140) uniform DentBlock {
    vec4 dent_place[4]; // xyz: where a hand presses, posed world mm; w: radius
    vec4 dent_depth[4]; // x: mm inwards (negative: lifted); y: how dark the hollow is, 0..1
};
float dent_shade = 0.0; // below 0 on the rim
const float k_rim_light = 0.55;

// The surface gives way like a cushion (scene::dent_share): a hollow within half the radius, round it a soft rim of what was pushed aside,
// as much as is missing inside. What is lifted has no rim. The normal turns with it; the hollow lies in its own shadow.
void give_way(inout vec3 position, inout vec3 normal) {
    for (int i = 0; i < 4; ++i) {
        float depth = dent_depth[i].x;
        if (depth == 0.0) continue;
        vec3 to = position - dent_place[i].xyz;
        float r = dot(to, to) / (dent_place[i].w * dent_place[i].w);
        if (r >= 1.0) continue;
        float rim = depth > 0.0 ? 4.0 : 0.0, left = 1.0 - r, sunk = 1.0 - rim * r;
        float share = left * left * sunk;
        vec3 slope = to * (2.0 * left * (2.0 * sunk + rim * left) * depth / (dent_place[i].w * dent_place[i].w));
        position -= normal * (depth * share);
        normal = normalize(normal - (slope - normal * dot(slope, normal)));
        // Dark down to the walls of the hollow, and its rim catches the light.
        float tone = depth > 0.0 ? (sunk > 0.0 ? sunk : 4.0 * k_rim_light * share) : 0.0;
        dent_shade = abs(dent_depth[i].y * tone) > abs(dent_shade) ? dent_depth[i].y * tone : dent_shade;
    }
}
#else
const float dent_shade = 0.0;
void give_way(inout vec3 position, inout vec3 normal) {}
#endif

#ifdef SKINNED
layout(std140) uniform PaletteBlock {
    vec4 palette[192]; // three rows per joint
};

struct Pose { vec4 x, y, z; };

Pose joint_pose(uint joint) {
    int row = int(joint) * 3;
    return Pose(palette[row], palette[row + 1], palette[row + 2]);
}

Pose blended_pose() {
    Pose a = joint_pose(a_joints.x), b = joint_pose(a_joints.y), c = joint_pose(a_joints.z), d = joint_pose(a_joints.w);
    vec4 w = a_weights;
    return Pose(a.x * w.x + b.x * w.y + c.x * w.z + d.x * w.w, a.y * w.x + b.y * w.y + c.y * w.z + d.y * w.w,
                a.z * w.x + b.z * w.y + c.z * w.z + d.z * w.w);
}

void pose_vertex(out vec3 position, out vec3 normal) {
    Pose pose = blended_pose();
    vec4 p = vec4(a_position, 1.0);
    position = vec3(dot(pose.x, p), dot(pose.y, p), dot(pose.z, p));
    normal = vec3(dot(pose.x.xyz, a_normal.xyz), dot(pose.y.xyz, a_normal.xyz), dot(pose.z.xyz, a_normal.xyz));
    give_way(position, normal);
}
#else
void pose_vertex(out vec3 position, out vec3 normal) {
    position = a_position;
    normal = a_normal.xyz;
    give_way(position, normal);
}
#endif

#ifdef GRAIN
// The fibre lies in the surface. Its turn round the (rest) normal, from a direction that follows from the normal alone, is one byte:
// 0 no fibre, 1..255 once round a square that stands on its corner, so that no sine is needed (render/vertex_packing.cpp writes it).
// The length is of no meaning.
vec3 fibre_direction() {
    vec3 n = a_normal.xyz;
    vec3 u = abs(n.y) < 0.8 ? vec3(n.z, 0.0, -n.x) : vec3(0.0, -n.z, n.y);
    float turn = a_traits.w * 4.0 - 4.0 / 255.0; // 0..4
    float x = abs(turn - 2.0) - 1.0, y = (1.0 - abs(x)) * (turn < 2.0 ? 1.0 : -1.0);
    vec3 fibre = u * x + cross(n, u) * y;
#ifdef SKINNED
    Pose pose = blended_pose();
    fibre = vec3(dot(pose.x.xyz, fibre), dot(pose.y.xyz, fibre), dot(pose.z.xyz, fibre));
#endif
    return fibre;
}
#endif

float clip_distance(vec3 position) { return dot(clip_plane.xyz, position) + clip_plane.w; }
