// The moving signs lie on the body that is drawn: every plan and every kind of stroke, on muscle and on skin, straight and bent.
#include "stage.h"

#include "geometry/skinning.h"
#include "scene/strokes.h"

#include <fmt/format.h>

namespace dorsum::app::test {

namespace {

struct Seen {
    std::size_t points = 0, far_off = 0, covered = 0;
    float worst_mm = 0;
    std::string where;
};

bool within(glm::vec3 p, const geometry::Bounds& box, float more_mm) {
    return glm::all(glm::greaterThan(p, box.min - more_mm)) && glm::all(glm::lessThan(p, box.max + more_mm));
}

// What the eye takes for the body, round a sign: all that is drawn there at least as a ghost.
geometry::Bvh drawn_body(const scene::Frame& frame, const geometry::Bounds& round) {
    constexpr float least_opacity = 0.2f, reach_mm = 40, bent_by_mm = 160;
    geometry::Mesh mesh;
    for (const auto& item : frame.items) {
        using scene::Material;
        const bool body = item.material == Material::bone || item.material == Material::muscle || item.material == Material::fascia || item.material == Material::skin || item.material == Material::ligament;
        const auto& structure = stage().workspace->atlas.at(item.structure);
        if (!body || item.opacity < least_opacity) continue;
        if (glm::any(glm::greaterThan(structure.bounds.min - bent_by_mm, round.max)) || glm::any(glm::lessThan(structure.bounds.max + bent_by_mm, round.min))) continue;
        const auto& rest = anatomy::mesh_at(structure, scene::k_tree_lod);
        std::vector<std::uint32_t> kept(rest.positions.size(), ~0u);
        std::vector<glm::vec3> posed(rest.positions.size());
        for (std::size_t v = 0; v < posed.size(); ++v) {
            posed[v] = rest.skin.empty() ? rest.positions[v] : geometry::skin_point(rest.positions[v], rest.skin[v], frame.palette);
            const auto normal = rest.skin.empty() ? rest.normals[v] : geometry::skin_direction(rest.normals[v], rest.skin[v], frame.palette);
            for (const auto& dent : frame.dents) posed[v] = scene::given_way(posed[v], normal, dent);
        }
        for (std::size_t i = 0; i < rest.indices.size(); i += 3) {
            const auto* corner = &rest.indices[i];
            if (!within(posed[corner[0]], round, reach_mm) && !within(posed[corner[1]], round, reach_mm) && !within(posed[corner[2]], round, reach_mm)) continue;
            for (int k = 0; k < 3; ++k) {
                auto& to = kept[corner[k]];
                if (to == ~0u) to = static_cast<std::uint32_t>(mesh.positions.size()), mesh.positions.push_back(posed[corner[k]]);
                mesh.indices.push_back(to);
            }
        }
    }
    return geometry::Bvh(mesh);
}

void measure(Seen& seen, const session::SessionState& state, const std::string& name) {
    constexpr float far_mm = 8, covered_from_mm = 30;
    const auto context = stage().workspace->context();
    const auto frame = scene::compose({state, context, state.camera}, *stage().studio.cache);
    for (const auto& overlay : frame.overlays) {
        if (!overlay.id.starts_with("stroke.")) continue;
        geometry::Bounds round;
        for (const auto& p : overlay.positions) round.add(p);
        const auto body = drawn_body(frame, round);
        for (std::size_t i = 0; i < overlay.positions.size(); ++i) {
            const auto p = overlay.positions[i];
            const auto near = body.nearest(p, 80);
            const float off = near ? near->distance_mm : 80;
            ++seen.points, seen.far_off += off > far_mm;
            if (off > seen.worst_mm) seen.worst_mm = off, seen.where = fmt::format("{} {} ({:.0f}, {:.0f}, {:.0f})", name, overlay.id, p.x, p.y, p.z);
            seen.covered += body.intersect({p, overlay.normals[i]}, covered_from_mm).has_value();
        }
    }
}

} // namespace

TEST(StrokesSigns, HugTheBodyThatIsDrawn) {
    const auto context = stage().workspace->context();
    Seen all;
    const auto report = [&](const std::string& name, const Seen& seen) {
        fmt::print("{}: {} points of signs, at most {:.1f} mm off what is drawn ({}), {} farther than 8 mm, {} covered\n", name, seen.points, seen.worst_mm, seen.where, seen.far_off, seen.covered);
        all.points += seen.points, all.far_off += seen.far_off, all.covered += seen.covered;
        if (seen.worst_mm > all.worst_mm) all.worst_mm = seen.worst_mm, all.where = seen.where;
    };
    for (const bool skin : {false, true}) {
        for (const auto& condition : context.catalog.conditions) {
            Seen seen;
            for (const char* curve : {"curve off", "curve cobb=40 side=right"})
                for (const auto& step : condition.plan.steps) {
                    std::vector<std::string> actions{"condition " + condition.id, "screen none", "screen done", "confirm professional", "confirm checked_by_professional", "confirm timing", curve, "step " + step.id, "play", "tick seconds=2.3"};
                    if (skin) actions.push_back("layer skin 1");
                    measure(seen, state_after(actions), fmt::format("{}, {}", step.id, curve));
                }
            report(condition.id + (skin ? " on skin" : " on muscle"), seen);
        }
        Seen seen;
        for (const auto& technique : context.catalog.techniques) {
            std::vector<std::string> actions{"screen none", "screen done", "technique id=" + technique.id, "play", "tick seconds=2.3"};
            if (skin) actions.push_back("layer skin 1");
            measure(seen, state_after(actions), technique.id);
        }
        report(skin ? "every technique on skin" : "every technique on muscle", seen);
    }
    fmt::print("all: {} points, at most {:.1f} mm ({}), {} farther than 8 mm, {} covered\n", all.points, all.worst_mm, all.where, all.far_off, all.covered);
    EXPECT_GT(all.points, 10000u);
    EXPECT_LE(all.worst_mm, 12) << all.where;
    EXPECT_LE(1000 * all.far_off, all.points);
    EXPECT_LE(8 * all.covered, all.points);
}

} // namespace dorsum::app::test
