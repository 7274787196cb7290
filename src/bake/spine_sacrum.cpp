// Sacrum and coccyx in the frame of the S1 endplate: a curved wedge with wings, canal, foramina and crests.
#include "bake/spine_parts.h"
#include "bake/spine_sdf.h"

#include <algorithm>
#include <cmath>

namespace dorsum::bake {

using geometry::Sdf;

namespace {

using Table = std::vector<double>;

struct Wedge {
    Table front_y, front_z, back_y, back_z, edge_y, edge_x, edge_z, edge_half;
    Table ear_y, ear_z;   // middle line of the auricular surface, on the side
    float ear_half, ear_relief;
    Table roof_y, roof_z; // the back reaches at least so far behind the canal and the roots' ways
    float roof_half;      // out to here
    // Drawn forms of the faces: how deep or high, and from where to where, across (shares of the half width, or mm) and by height.
    struct Hollow {
        float depth;
        Table from, to, heights;
    } hollow;             // of the wing's front
    struct Ridge {
        Table rise, rise_y; // of the crest's tubercles above the back: below and above
        float field_fall, field_from;
    } ridge;
    float roof_fall, roof_end; // beyond half_width the roof gives way: so far, within so many half widths
    struct Wing {
        float top, fall, from, slope, drop;
        Table drop_x;
    } wing;
    Table ear_ends;       // heights between which the auricular surface runs out below

    // Front face: hollow from side to side, running out to the lateral border.
    float front(float x, float y) const {
        const float middle = interpolate_table(front_y, front_z, y), border = interpolate_table(edge_y, edge_z, y);
        const float width = interpolate_table(edge_y, edge_x, y), s = std::min(x / width, 1.2f);
        const float rise = smooth_step(0.4f, 1.0f, s);
        // Between the promontory and the joint with the hip bone the wing's front is hollow.
        const float sunk = hollow.depth * step(hollow.from, s) * (1.0f - step(hollow.to, s)) * step(hollow.heights, y);
        return glm::mix(middle, border + half_thickness(y), rise) - sunk;
    }
    // Back: a ridge in the middle, a flat field beside it, falling away to the border.
    float back(float x, float y) const {
        // The crest's tubercles stand on it; towards the hiatus it sinks to the vertebral column's own back.
        const float crest = interpolate_table(back_y, back_z, y) + glm::mix(static_cast<float>(ridge.rise[0]), static_cast<float>(ridge.rise[1]), step(ridge.rise_y, y)), border = interpolate_table(edge_y, edge_z, y);
        const float width = interpolate_table(edge_y, edge_x, y), s = std::min(x / width, 1.2f);
        const float field = crest + ridge.field_fall * smooth_step(0, ridge.field_from, x);
        const float drawn = glm::mix(field, border - half_thickness(y), smooth_step(0.4f, 1.02f, s));
        const float roof = interpolate_table(roof_y, roof_z, y) + roof_fall * smooth_step(roof_half, roof_end * roof_half, x);
        return std::min(drawn, roof);
    }
    static float step(const Table& between, float at) { return smooth_step(static_cast<float>(between[0]), static_cast<float>(between[1]), at); }
    float half_thickness(float y) const { return interpolate_table(edge_y, edge_half, y); }

    // 0 on the ear-shaped face for the hip bone, 1 round it.
    float off_ear(float y, float z) const {
        float nearest = 1e9f;
        for (std::size_t i = 1; i < ear_y.size(); ++i) {
            const glm::vec2 a(ear_y[i - 1], ear_z[i - 1]), edge = glm::vec2(ear_y[i], ear_z[i]) - a, from = glm::vec2(y, z) - a;
            nearest = std::min(nearest, glm::length(from - edge * glm::clamp(glm::dot(from, edge) / glm::dot(edge, edge), 0.0f, 1.0f)));
        }
        return smooth_step(ear_half - 1.0f, ear_half + 1.5f, nearest);
    }

    float operator()(glm::vec3 p) const {
        const float x = std::abs(p.x), y = glm::clamp(p.y, -96.0f, 6.0f);
        const float front_d = p.z - front(x, y), back_d = back(x, y) - p.z;
        const float side = (x - interpolate_table(edge_y, edge_x, y) + ear_relief * off_ear(p.y, p.z) * step(ear_ends, y)) * 0.85f;
        // Wings: highest behind, falling forwards; the body's column stands above them in front.
        const float wing_top = wing.top - wing.fall * std::max(p.z + wing.from, 0.0f) - wing.slope * x - wing.drop * step(wing.drop_x, x);
        const float top = (p.y - wing_top) * 0.85f, bottom = -95.0f - p.y;
        return smooth_max(smooth_max(smooth_max(front_d, back_d, 5.0f), side, 7.0f), smooth_max(top, bottom, 2.0f), 4.0f) * 0.85f;
    }
};

const Table& list(const Facts& facts, const char* key) { return facts.list(std::string("sacrum/") + key); }

float number(const Facts& facts, const char* key) { return static_cast<float>(facts.number(std::string("sacrum/") + key)); }

Sdf first_body(const Facts& facts) {
    VertebraFacts v;
    v.region = 'l';
    const float depth = number(facts, "s1/depth"), width = number(facts, "s1/width");
    v.body.height_ant = number(facts, "s1/height_ant");
    v.body.height_post = number(facts, "s1/height_post");
    v.body.depth_sup = depth;
    v.body.depth_inf = number(facts, "s1/depth_inf_share") * depth;
    v.body.width_sup = width;
    v.body.width_inf = number(facts, "s1/width_inf_share") * width;
    v.body.shear = number(facts, "s1/shear");
    v.body.concavity_sup = number(facts, "s1/concavity_sup");
    v.body.waist_side = v.body.waist_front = number(facts, "s1/waist");
    // The upper endplate is this frame's own plane.
    const float wedge = std::atan2(v.body.height_ant - v.body.height_post, 0.86f * depth) * 0.5f;
    const glm::mat3 axes(glm::vec3(1, 0, 0), glm::vec3(0, std::cos(wedge), std::sin(wedge)), glm::vec3(0, -std::sin(wedge), std::cos(wedge)));
    return geometry::moved(vertebral_body(v), axes, -(axes * glm::vec3(0, 0.25f * (v.body.height_ant + v.body.height_post), 0.5f * v.body.shear)));
}

// Height and depth of the canal's middle line: along the back of the bodies under a roof of fused laminae.
std::vector<glm::vec2> canal_course(const Facts& facts) {
    const Table &y = list(facts, "canal/course_y"), &z = list(facts, "canal/course_z");
    std::vector<glm::vec2> course;
    for (std::size_t i = 0; i < y.size(); ++i) course.emplace_back(y[i], z[i]);
    return course;
}

float canal_z(const std::vector<glm::vec2>& course, float y) {
    for (std::size_t i = 1; i < course.size(); ++i)
        if (y >= course[i].x) return glm::mix(course[i].y, course[i - 1].y, std::clamp((y - course[i].x) / (course[i - 1].x - course[i].x), 0.0f, 1.0f));
    return course.back().y;
}

Sdf sacral_canal(const Facts& facts) {
    const Table &depth = list(facts, "canal/depth"), &width = list(facts, "canal/width"), &vertebra_y = list(facts, "canal/y");
    std::vector<glm::vec3> points;
    std::vector<glm::vec2> halves;
    for (const glm::vec2 c : canal_course(facts)) {
        points.push_back({0, c.x, c.y});
        halves.push_back({0.5f * interpolate_table(vertebra_y, width, c.x), 0.5f * interpolate_table(vertebra_y, depth, c.x)});
    }
    return bar(points, halves, {1, 0, 0});
}

std::vector<Sdf> foramina(const Facts& facts) {
    const Table& diameter = list(facts, "foramen_diameter");
    const auto course = canal_course(facts);
    const glm::vec3 in = facts.vec3("sacrum/foramen_ways/behind");
    const float mouth = number(facts, "foramen_ways/mouth"), back_mouth = number(facts, "foramen_ways/mouth_behind");
    const float root_x = number(facts, "foramen_ways/root_from_share"), root_up = number(facts, "foramen_ways/root_above");
    const float root_to = number(facts, "foramen_ways/root_radius");
    const Table& root_from = list(facts, "foramen_ways/root_radius_canal");
    std::vector<Sdf> holes;
    for (int i = 0; i < 4; ++i) {
        const glm::vec3 c = facts.vec3("sacrum/foramina/s" + std::to_string(i + 1));
        const float r = static_cast<float>(0.5 * diameter[static_cast<std::size_t>(i)]);
        const glm::vec3 out = facts.vec3(i < 2 ? "sacrum/foramen_ways/front_s1_s2" : "sacrum/foramen_ways/front_s3_s4");
        holes.push_back(geometry::capsule(c + out * 0.25f, c + out, r, r * mouth)); // pelvic mouth: wide, drawn out sideways
        holes.push_back(geometry::capsule(c + out * 0.25f, c + in, r, r * back_mouth));
        // The root comes down to it from the side of the canal.
        const float y = c.y + root_up;
        holes.push_back(geometry::capsule({root_x * c.x, y, canal_z(course, y)}, c, static_cast<float>(root_from[static_cast<std::size_t>(i)]) * r, root_to * r));
    }
    return holes;
}

// Three rows of tubercles, each row a ridge: median (spinous processes), intermediate (articular), lateral (transverse).
std::vector<Sdf> crests(const Facts& facts) {
    const Table& heights = list(facts, "crests/y");
    const auto number = [&](const char* name) { return static_cast<float>(facts.number(std::string("sacrum/crests/") + name)); };
    // Behind the field: standing off it, so much more at a tubercle; half breadth and how much more of it there; half depth.
    struct Row {
        float off, tubercle, breadth, more, depth;
    };
    const auto row = [&](const char* name) {
        const Table& t = list(facts, name);
        return Row{static_cast<float>(t.at(0)), static_cast<float>(t.at(1)), static_cast<float>(t.at(2)), static_cast<float>(t.at(3)), static_cast<float>(t.at(4))};
    };
    const Row m = row("crests/median"), in = row("crests/intermediate"), side = row("crests/lateral");
    const float taper = number("taper"), inner_x = number("intermediate_from_middle"), nearer = number("intermediate_nearer"), outer_x = number("lateral_share");
    std::vector<glm::vec3> median, inner, outer;
    std::vector<glm::vec2> median_halves, inner_halves, outer_halves;
    for (std::size_t i = 0; i < heights.size(); ++i) {
        const float y = static_cast<float>(heights[i]), z = interpolate_table(list(facts, "back/y"), list(facts, "back/z"), y);
        const float knob = i % 2 == 1 ? 1.0f : 0.0f, size = 1.0f - taper * static_cast<float>(i); // a tubercle for every vertebra
        median.push_back({0, y, z + m.off - m.tubercle * knob});
        median_halves.push_back(glm::vec2(m.breadth + m.more * knob, m.depth) * size);
        const float x = inner_x - nearer * static_cast<float>(i);
        inner.push_back({x, y, z + in.off - in.tubercle * knob});
        inner_halves.push_back(glm::vec2(in.breadth + in.more * knob, in.depth) * size);
        const float edge = interpolate_table(list(facts, "edge/y"), list(facts, "edge/x"), y - 6);
        outer.push_back({outer_x * edge, y - 4, z + side.off - side.tubercle * knob});
        outer_halves.push_back(glm::vec2(side.breadth + side.more * knob, side.depth) * size);
    }
    return {bar(median, median_halves, {1, 0, 0}), bar(inner, inner_halves, {1, 0, 0}), bar(outer, outer_halves, {1, 0, 0})};
}

} // namespace

Sdf sacral_bone(const Facts& facts, const FacetFacts& facet_sup) {
    const Wedge wedge{list(facts, "front/y"), list(facts, "front/z"), list(facts, "back/y"), list(facts, "back/z"),
                      list(facts, "edge/y"), list(facts, "edge/x"), list(facts, "edge/z"), list(facts, "edge/half"),
                      list(facts, "auricular/y"), list(facts, "auricular/z"),
                      static_cast<float>(facts.number("sacrum/auricular/half_width")), static_cast<float>(facts.number("sacrum/auricular/relief")),
                      list(facts, "roof/y"), list(facts, "roof/z"), number(facts, "roof/half_width"),
                      {number(facts, "hollow/depth"), list(facts, "hollow/from"), list(facts, "hollow/to"), list(facts, "hollow/heights")},
                      {list(facts, "ridge/rise"), list(facts, "ridge/rise_y"), number(facts, "ridge/field_fall"), number(facts, "ridge/field_from")},
                      number(facts, "roof/fall"), number(facts, "roof/end"),
                      {number(facts, "wing/top"), number(facts, "wing/fall"), number(facts, "wing/from"), number(facts, "wing/slope"),
                       number(facts, "wing/drop"), list(facts, "wing/drop_x")},
                      list(facts, "auricular/ends")};
    const float widest = static_cast<float>(*std::max_element(wedge.edge_x.begin(), wedge.edge_x.end()));
    std::vector<Sdf> parts;
    parts.push_back({wedge, {{-widest - 2, -98, -46}, {widest + 2, 10, 22}}});
    parts.push_back(first_body(facts));
    for (Sdf& bump : crests(facts)) parts.push_back(std::move(bump));
    // Superior articular processes and the pillars that carry them.
    const glm::vec3 c = facet_sup.centre, n = facet_sup.normal;
    const auto drawn = [&](const std::string& key) { return facts.vec3("sacrum/" + key); };
    const auto block = glm::vec2(number(facts, "processes/breadth"), number(facts, "processes/height")) * facet_sup.size;
    parts.push_back(facet_block(c, n, block, number(facts, "processes/depth"), number(facts, "processes/rim")));
    parts.push_back(geometry::capsule(c - n * number(facts, "processes/pillar_top_behind") + drawn("processes/pillar_top"),
                                      c - n * number(facts, "processes/pillar_foot_behind") + drawn("processes/pillar_foot"),
                                      number(facts, "processes/pillar_top_radius"), number(facts, "processes/pillar_foot_radius")));
    // Cornua beside the hiatus.
    const glm::vec3 hiatus = facts.vec3("sacrum/hiatus");
    parts.push_back(geometry::capsule(hiatus + drawn("cornua/root"), hiatus + drawn("cornua/tip"), number(facts, "cornua/root_radius"), number(facts, "cornua/tip_radius")));
    Sdf bone = geometry::unite(std::move(parts), 4.0f);
    bone = geometry::subtract(bone, sacral_canal(facts), 1.8f);
    for (Sdf& hole : foramina(facts)) bone = geometry::subtract(bone, std::move(hole), 2.0f);
    // The canal's roof is missing at the hiatus and above the first lamina.
    bone = geometry::subtract(bone, geometry::capsule(hiatus + drawn("hiatus_gap/above"), hiatus + drawn("hiatus_gap/below"), number(facts, "hiatus_gap/above_radius"), number(facts, "hiatus_gap/below_radius")), 1.5f);
    bone = geometry::subtract(bone, geometry::ellipsoid(drawn("open_roof/middle"), drawn("open_roof/radii")), 2.0f);
    return folded_x(with_free_facet(bone, c, n, number(facts, "processes/height") * facet_sup.size, static_cast<float>(facts.number("vertebrae/lumbar/articular/hollow"))));
}

Sdf coccygeal_bone(const Facts& facts) {
    const Table &y = list(facts, "coccyx/y"), &z = list(facts, "coccyx/z"), &w = list(facts, "coccyx/width"), &t = list(facts, "coccyx/thickness");
    std::vector<Sdf> parts;
    for (std::size_t i = 0; i + 1 < y.size(); ++i) {
        const glm::vec3 a(0, y[i], z[i]), b(0, y[i + 1], z[i + 1]);
        const glm::vec3 along = glm::normalize(b - a);
        const float wide = static_cast<float>(0.5 * w[i]), narrow = static_cast<float>(0.5 * w[i + 1]), thick = static_cast<float>(0.5 * t[i]);
        const float half_length = 0.5f * glm::length(b - a);
        const glm::mat3 axes(glm::vec3(1, 0, 0), -along, glm::cross(glm::vec3(1, 0, 0), -along));
        parts.push_back(geometry::ellipsoid(0.5f * (a + b), {0.5f * (wide + narrow), half_length * 1.22f, thick}, axes));
        if (i == 0) {
            parts.push_back(bar({a + along * 3.0f, a + glm::vec3(0.5f * w[0] + 1, -3, 1)}, {{3.5f, 3}, {2.2f, 2}}, {0, 1, 0}));
            parts.push_back(geometry::capsule(a + glm::vec3(5.5f, -2, -3), a + glm::vec3(6.5f, 4.5f, -6), 2.4f, 1.6f));
        }
    }
    return folded_x(geometry::unite(std::move(parts), 1.4f));
}

} // namespace dorsum::bake
