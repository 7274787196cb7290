#include "bake/soft_diaphragm.h"

#include "bake/nerves_way_points.h"
#include "geometry/ray.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dorsum::bake {

namespace {

constexpr float k_pi = std::numbers::pi_v<float>;
constexpr int k_cells = 52; // across the sheet, each way

// The inside of the trunk's wall, as seen from an axis in its middle: how far out it is in every direction and at every height. Made for
// the left half; the right one is its mirror image.
class Wall {
public:
    Wall(const BuildContext& context, glm::vec3 axis, float from_y, float to_y, float clearance_mm)
        : axis_(axis), from_y_(from_y), step_y_((to_y - from_y) / (k_rows - 1)), rows_(k_rows * k_turns, k_open_mm) {
        geometry::Mesh all;
        for (const auto& [id, mesh] : context.built) geometry::append(all, *mesh);
        const geometry::Bvh tree(all);
        for (int row = 0; row < k_rows; ++row)
            for (int turn = 0; turn < k_turns; ++turn) {
                const float round = k_pi * float(turn) / (k_turns - 1);
                const glm::vec3 from(0, from_y_ + step_y_ * float(row), axis_.z), way(std::sin(round), 0, std::cos(round));
                if (const auto hit = tree.intersect({from, way}, k_open_mm)) at(row, turn) = hit->distance;
            }
        close();
        narrow();
        for (int round = 0; round < k_softer; ++round) soften();
        for (auto& mm : rows_) mm -= clearance_mm;
    }

    // round: from straight ahead, radians, either side.
    float out_mm(float round, float y) const {
        const float turn = std::clamp(std::abs(round) / k_pi, 0.0f, 1.0f) * (k_turns - 1);
        const float row = std::clamp((y - from_y_) / step_y_, 0.0f, float(k_rows - 1));
        const int t = std::min(int(turn), k_turns - 2), r = std::min(int(row), k_rows - 2);
        const float ft = turn - float(t), fr = row - float(r);
        return glm::mix(glm::mix(at(r, t), at(r, t + 1), ft), glm::mix(at(r + 1, t), at(r + 1, t + 1), ft), fr);
    }

private:
    static constexpr int k_rows = 70, k_turns = 91, k_softer = 2;
    static constexpr float k_open_mm = 160;

    float& at(int row, int turn) { return rows_[std::size_t(row * k_turns + turn)]; }
    float at(int row, int turn) const { return rows_[std::size_t(row * k_turns + turn)]; }

    template <class Combine>
    void combine(const Combine& with) {
        std::vector<float> out(rows_);
        for (int row = 0; row < k_rows; ++row)
            for (int turn = 0; turn < k_turns; ++turn) {
                float sum = at(row, turn);
                for (int r = std::max(0, row - 2); r <= std::min(k_rows - 1, row + 2); ++r)
                    for (int t = std::max(0, turn - 2); t <= std::min(k_turns - 1, turn + 2); ++t) sum = with(sum, at(r, t));
                out[std::size_t(row * k_turns + turn)] = sum;
            }
        rows_ = std::move(out);
    }
    // Between cartilages the wall is open: there it is as far out as what is next to the opening.
    void close() {
        for (bool any = true; any;) {
            any = false;
            const auto before = rows_;
            combine([](float a, float b) { return std::min(a, b); });
            for (std::size_t i = 0; i < rows_.size(); ++i) {
                any = any || (before[i] >= k_open_mm && rows_[i] < k_open_mm);
                if (before[i] < k_open_mm) rows_[i] = before[i];
            }
        }
    }
    // Nothing that stands in within a few millimetres is passed: the sheet bridges from rib to rib.
    void narrow() {
        combine([](float a, float b) { return std::min(a, b); });
    }
    void soften() {
        const auto before = rows_;
        for (int row = 0; row < k_rows; ++row)
            for (int turn = 0; turn < k_turns; ++turn) {
                float sum = 0;
                int count = 0;
                for (int r = std::max(0, row - 1); r <= std::min(k_rows - 1, row + 1); ++r)
                    for (int t = std::max(0, turn - 1); t <= std::min(k_turns - 1, turn + 1); ++t)
                        sum += before[std::size_t(r * k_turns + t)], ++count;
                at(row, turn) = sum / float(count);
            }
    }

    glm::vec3 axis_;
    float from_y_, step_y_;
    std::vector<float> rows_;
};

// The line along which it arises, as height over the direction; and how high its domes stand.
struct Shape {
    glm::vec3 axis;
    std::vector<glm::vec2> border; // round (0 ahead .. pi behind), height
    std::vector<float> border_slopes;
    glm::vec3 right_top, left_top;
    float middle_y, dome_breadth, thickness;
    float thin_edge, thin_from; // the share of the thickness at a border, and of the way to it
    std::vector<glm::vec2> course; // from its middle to its border in steps of one length: share of the way out, share of the height

    glm::vec2 course_at(float t) const {
        const float at = std::clamp(t, 0.0f, 1.0f) * float(course.size() - 1);
        const std::size_t i = std::min(std::size_t(at), course.size() - 2);
        return glm::mix(course[i], course[i + 1], at - float(i));
    }
    // A smooth line through its points that swings past none of them (Fritsch and Carlson's monotone cubic).
    float border_y(float round) const {
        const float at = std::abs(round);
        for (std::size_t i = 1; i < border.size(); ++i)
            if (at <= border[i].x) {
                const glm::vec2 a = border[i - 1], b = border[i];
                const float wide = std::max(1e-4f, b.x - a.x), t = std::clamp((at - a.x) / wide, 0.0f, 1.0f), s = 1 - t;
                return a.y * (1 + 2 * t) * s * s + b.y * t * t * (3 - 2 * t) + wide * (border_slopes[i - 1] * t * s * s - border_slopes[i] * t * t * s);
            }
        return border.back().y;
    }
    // Height of the upper face far from the walls.
    float top_y(float x, float z) const {
        float y = middle_y;
        for (const auto& dome : {right_top, left_top}) {
            const float dx = (x - dome.x) / dome_breadth, dz = (z - dome.z) / dome_breadth;
            y += (dome.y - middle_y) * std::exp(-0.5f * (dx * dx + 0.7f * dz * dz));
        }
        return y;
    }
};

std::vector<float> monotone_slopes(const std::vector<glm::vec2>& line) {
    std::vector<float> slopes(line.size(), 0.0f); // level at both ends: there the halves of the body meet
    for (std::size_t i = 1; i + 1 < line.size(); ++i) {
        const glm::vec2 before = line[i] - line[i - 1], after = line[i + 1] - line[i];
        const float u = before.y / std::max(1e-4f, before.x), v = after.y / std::max(1e-4f, after.x);
        if (u * v > 0) slopes[i] = 3 * (before.x + after.x) / ((2 * after.x + before.x) / u + (after.x + 2 * before.x) / v);
    }
    return slopes;
}

// A dome that stands upright along the wall and bends over into a flat top: a superellipse. Walked in equal steps, for upright
// or flat no share of it may go without a vertex.
std::vector<glm::vec2> dome_course(float squareness, float out_mm, float high_mm) {
    constexpr int k_fine = 512, k_steps = 64;
    const auto at = [&](int i) {
        const float turn = 0.5f * k_pi * float(i) / k_fine;
        return glm::pow(glm::vec2(std::sin(turn), std::max(0.0f, std::cos(turn))), glm::vec2(2 / squareness));
    };
    std::vector<float> way_mm{0};
    for (int i = 1; i <= k_fine; ++i) way_mm.push_back(way_mm.back() + glm::length((at(i) - at(i - 1)) * glm::vec2(out_mm, high_mm)));
    std::vector<glm::vec2> course;
    for (int k = 0, i = 1; k <= k_steps; ++k) {
        const float wanted = way_mm.back() * float(k) / k_steps;
        while (i < k_fine && way_mm[std::size_t(i)] < wanted) ++i;
        const float from = way_mm[std::size_t(i - 1)], to = way_mm[std::size_t(i)];
        course.push_back(glm::mix(at(i - 1), at(i), std::clamp((wanted - from) / std::max(1e-4f, to - from), 0.0f, 1.0f)));
    }
    return course;
}

Shape read_shape(const BuildContext& context) {
    const auto number = [&](const char* name) { return static_cast<float>(context.facts.number(std::string("diaphragm/shape/") + name)); };
    const auto point = [&](const char* name) { return way_point(context.anchors, context.facts.words(std::string("diaphragm/places/") + name).front()); };
    Shape shape;
    shape.axis = point("axis");
    for (const auto& p : way_points(context.anchors, context.facts.words("diaphragm/places/border")))
        shape.border.push_back({std::atan2(std::abs(p.x), p.z - shape.axis.z), p.y});
    std::sort(shape.border.begin(), shape.border.end(), [](auto a, auto b) { return a.x < b.x; });
    shape.border_slopes = monotone_slopes(shape.border);
    shape.left_top = point("left_dome");
    shape.right_top = point("right_dome") * glm::vec3(-1, 1, 1);
    shape.middle_y = point("middle").y;
    shape.dome_breadth = number("dome_breadth");
    shape.thickness = number("thickness");
    shape.thin_edge = static_cast<float>(context.facts.number("diaphragm/shares/thin_edge"));
    shape.thin_from = static_cast<float>(context.facts.number("diaphragm/shares/thin_from"));
    const float lowest = std::min_element(shape.border.begin(), shape.border.end(), [](auto a, auto b) { return a.y < b.y; })->y;
    shape.course = dome_course(number("squareness"), std::abs(shape.left_top.x) + shape.dome_breadth, shape.middle_y - lowest);
    return shape;
}

// A place on the sheet: `t` 0 in the middle .. 1 at its border, along its course; `round` from straight ahead, + to the left.
glm::vec3 on_sheet(const Shape& shape, const Wall& wall, float t, float round) {
    const glm::vec3 way(std::sin(round), 0, std::cos(round));
    const glm::vec2 share = shape.course_at(t);
    const float low = shape.border_y(round);
    const auto flat = shape.axis + wall.out_mm(round, shape.middle_y) * share.x * way;
    const float high = std::max(shape.top_y(flat.x, flat.z), low + 4);
    const float y = glm::mix(low, high, share.y);
    const auto p = shape.axis + wall.out_mm(round, y) * share.x * way;
    return {p.x, y, p.z};
}

// A closed plate between two faces of a grid. The grid is a square drawn over a disc, so that no cell is a sliver.
class Plate {
public:
    Plate(int across, int along) : across_(across), along_(along) {}
    void add(glm::vec3 p, glm::vec3 fibre, glm::vec2 course, float thickness) {
        middle_.push_back(p);
        fibres_.push_back(fibre);
        courses_.push_back(course);
        thickness_.push_back(thickness);
    }
    geometry::Mesh mesh() const {
        geometry::Mesh sheet;
        sheet.positions = middle_;
        for (int j = 0; j < along_; ++j)
            for (int i = 0; i < across_; ++i) {
                const auto a = index(i, j), b = index(i + 1, j), c = index(i + 1, j + 1), d = index(i, j + 1);
                const bool other = glm::distance(middle_[a], middle_[c]) > glm::distance(middle_[b], middle_[d]);
                if (other) sheet.indices.insert(sheet.indices.end(), {a, b, d, b, c, d});
                else sheet.indices.insert(sheet.indices.end(), {a, b, c, a, c, d});
            }
        geometry::compute_normals(sheet);
        geometry::Mesh out;
        const auto count = static_cast<std::uint32_t>(middle_.size());
        for (const float side : {0.5f, -0.5f})
            for (std::uint32_t i = 0; i < count; ++i) {
                out.positions.push_back(middle_[i] + side * thickness_[i] * sheet.normals[i]);
                out.fibres.push_back(fibres_[i]);
                out.course.push_back(courses_[i]);
            }
        for (std::size_t t = 0; t + 2 < sheet.indices.size(); t += 3) {
            const auto a = sheet.indices[t], b = sheet.indices[t + 1], c = sheet.indices[t + 2];
            out.indices.insert(out.indices.end(), {a, b, c, count + a, count + c, count + b});
        }
        const auto rim = [&](std::uint32_t a, std::uint32_t b) { // a -> b runs with the upper face on its left
            out.indices.insert(out.indices.end(), {b, a, count + a, b, count + a, count + b});
        };
        for (int i = 0; i < across_; ++i) rim(index(i, 0), index(i + 1, 0)), rim(index(i + 1, along_), index(i, along_));
        for (int j = 0; j < along_; ++j) rim(index(across_, j), index(across_, j + 1)), rim(index(0, j + 1), index(0, j));
        geometry::compute_normals(out);
        return out;
    }

private:
    std::uint32_t index(int i, int j) const { return static_cast<std::uint32_t>(j * (across_ + 1) + i); }
    int across_, along_;
    std::vector<glm::vec3> middle_, fibres_;
    std::vector<glm::vec2> courses_;
    std::vector<float> thickness_; // mm
};

// The square's point on the disc (Shirley and Chiu): out 0..1, round.
glm::vec2 on_disc(float u, float v) {
    if (u == 0 && v == 0) return {0, 0};
    if (std::abs(v) >= std::abs(u)) {
        const float round = 0.25f * k_pi * u / v;
        return v > 0 ? glm::vec2(v, round) : glm::vec2(-v, round > 0 ? round - k_pi : round + k_pi);
    }
    const float round = 0.5f * k_pi - 0.25f * k_pi * v / u;
    return u > 0 ? glm::vec2(u, round) : glm::vec2(-u, round - k_pi);
}

// The central tendon has three leaves: one ahead, one to either side and back.
float tendon_out(float round) { return 0.40f + 0.13f * std::cos(3 * round); }

geometry::Mesh domes(const Shape& shape, const Wall& wall) {
    Plate plate(k_cells, k_cells);
    for (int j = 0; j <= k_cells; ++j)
        for (int i = 0; i <= k_cells; ++i) {
            const auto disc = on_disc(2 * float(i) / k_cells - 1, 1 - 2 * float(j) / k_cells);
            const float t = disc.x, round = disc.y;
            const auto p = on_sheet(shape, wall, t, round);
            const auto inwards = on_sheet(shape, wall, t - 0.03f, round) - on_sheet(shape, wall, t + 0.03f, round);
            const float tendon = std::clamp((tendon_out(round) - shape.course_at(t).x) / 0.06f + 0.5f, 0.0f, 1.0f);
            // It ends in its own tendon, on no bone; its border bridges from rib to rib and, behind, hangs on arches that are not drawn.
            plate.add(p, tendon < 1 && glm::length(inwards) > 1e-4f ? glm::normalize(inwards) : glm::vec3(0), {std::clamp(1 - t, 0.02f, 0.95f), tendon},
                      shape.thickness * glm::mix(1.0f, shape.thin_edge, glm::smoothstep(shape.thin_from, 1.0f, t)));
        }
    return plate.mesh();
}

// The place of the back of the sheet at that height, going up from its border.
glm::vec3 behind(const Shape& shape, const Wall& wall, float x, float y) {
    glm::vec3 p(x, y - 1, 0);
    constexpr float step = 0.002f, innermost = 0.6f;
    for (float t = 1, round = x < 0 ? -k_pi : k_pi; t > innermost && p.y < y; t -= step) {
        p = on_sheet(shape, wall, t, round);
        round = std::atan2(x, p.z - shape.axis.z);
    }
    return {x, y, p.z};
}

// A band down the front of the lumbar bodies, from the back of the domes, out of which it grows: thin and broad above, thick and narrow below,
// a tendon at its end. It lies on what it passes.
geometry::Mesh crus(const BuildContext& context, const Shape& shape, const Wall& wall, const geometry::Bvh& spine, const std::string& name, float side) {
    const auto end = way_point(context.anchors, context.facts.words("diaphragm/places/" + name).front());
    const auto halves = context.facts.list("diaphragm/crura/" + name); // half breadth above and below
    const auto number = [&](const char* what) { return static_cast<float>(context.facts.number(std::string("diaphragm/crura/") + what)); };
    const auto narrow = context.facts.list("diaphragm/shares/narrow"); // from there on, to so much
    const float thickness = number("thickness"), into_sheet_mm = number("into_sheet"), peels_mm = number("peels"), clear_mm = number("clearance");
    constexpr int k_along = 24, k_across = 7;
    const float leaves_y = shape.border_y(k_pi) + 3, top = leaves_y + into_sheet_mm, from_x = static_cast<float>(halves[0]) + 1.5f;
    Plate plate(k_across, k_along);
    for (int j = 0; j <= k_along; ++j)
        for (int i = 0; i <= k_across; ++i) {
            const float t = float(j) / k_along, w = 2 * float(i) / k_across - 1;
            const float y = glm::mix(top, end.y, t), down = glm::smoothstep(0.0f, 1.0f, t), ending = glm::smoothstep(float(narrow[0]), 1.0f, t);
            const float half = float(glm::mix(halves[0], halves[1], double(down))) * glm::mix(1.0f, float(narrow[1]), ending);
            const float x = side * (glm::mix(from_x, std::abs(end.x), down) - side * w * half);
            float z = -1e9f; // the foremost of what is near
            for (const float dy : {-8.0f, -4.0f, 0.0f, 4.0f, 8.0f})
                for (const float dx : {-3.0f, 0.0f, 3.0f})
                    for (const float at : {x + dx, -x - dx}) // the bones are not quite the same left and right: clear of both
                        if (const auto hit = spine.intersect({{at, y + dy, 120}, {0, 0, -1}}, 160)) z = std::max(z, hit->position.z);
            if (z < -1e8f) z = end.z;
            z += 0.5f * thickness + clear_mm;
            // Above it lies on the inner face of the sheet and thins out into it.
            const float in_sheet = glm::smoothstep(leaves_y - peels_mm, leaves_y + 4, y);
            if (in_sheet > 0) z = glm::mix(z, std::max(z, behind(shape, wall, x, std::max(y, leaves_y)).z + 0.25f * shape.thickness), in_sheet);
            const float round = std::sqrt(std::max(0.0f, 1 - w * w)), fading = std::max(glm::smoothstep(leaves_y, top, y), ending);
            const float thick = thickness * glm::mix(shape.thin_edge, 1.0f, round) * glm::mix(1.0f, shape.thin_edge, fading);
            plate.add({x, y, z}, {0, 1, 0}, {std::clamp(0.9f * (1 - t), 0.02f, 0.9f), t > 0.75f ? (t - 0.75f) * 4 : 0.0f}, thick);
        }
    return plate.mesh();
}

geometry::Mesh diaphragm_mesh(const BuildContext& context) {
    const auto shape = read_shape(context);
    const float clear = static_cast<float>(context.facts.number("diaphragm/shape/clearance")) + 0.5f * shape.thickness;
    const float low = std::min_element(shape.border.begin(), shape.border.end(), [](auto a, auto b) { return a.y < b.y; })->y;
    const Wall wall(context, shape.axis, low - 10, std::max(shape.left_top.y, shape.right_top.y) + 15, clear);
    auto mesh = domes(shape, wall);
    geometry::Mesh front;
    for (const auto& [id, part] : context.built)
        if (id.starts_with("vertebra.") || id.starts_with("disc.") || id.starts_with("ligament.")) geometry::append(front, *part);
    const geometry::Bvh spine(front);
    geometry::append(mesh, crus(context, shape, wall, spine, "left_crus", 1));
    geometry::append(mesh, crus(context, shape, wall, spine, "right_crus", -1));
    return mesh;
}

} // namespace

void add_diaphragm(const Facts& facts, std::vector<Recipe>& recipes) {
    if (!facts.has("diaphragm/shape/thickness")) return;
    Recipe recipe;
    recipe.id = "muscle.diaphragm";
    recipe.fact_keys = {"diaphragm", "alignment", "vertebrae", "discs", "ribs", "thorax"};
    recipe.held_keys.emplace();
    for (const auto& name : facts.words("diaphragm/places/within")) // what it lies against, as far as there is a recipe for it
        recipe.depends.push_back(name);
    recipe.build = &diaphragm_mesh;
    recipes.push_back(std::move(recipe));
}

} // namespace dorsum::bake
