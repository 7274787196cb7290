#include "bake/soft_skin.h"

#include "bake/nerves_way_points.h"
#include "bake/soft_body.h"
#include "bake/soft_cover.h"
#include "bake/soft_wrap.h"

#include <algorithm>

namespace dorsum::bake {

namespace {

// Everything beneath, and its mirror image: the skin is the same on both sides.
std::vector<glm::vec3> covered_points(const BuildContext& context, float spacing_mm) {
    std::vector<glm::vec3> points;
    for (const auto& [name, p] : context.anchors) points.push_back(p);
    for (const auto& [id, mesh] : context.built) add_surface_points(*mesh, spacing_mm, points);
    const std::size_t count = points.size();
    for (std::size_t i = 0; i < count; ++i) points.push_back({-points[i].x, points[i].y, points[i].z});
    return points;
}

std::vector<glm::vec3> covered_anchors(const BuildContext& context) {
    std::vector<glm::vec3> points;
    for (const auto& [name, p] : context.anchors) {
        points.push_back(p);
        points.push_back({-p.x, p.y, p.z});
    }
    return points;
}

geometry::Mesh skin_mesh(const BuildContext& context) {
    const auto number = [&](const char* name) { return static_cast<float>(context.facts.number(std::string("skin/mesh/") + name)); };
    CoverRule soft;
    soft.cover_mm = number("cover");
    soft.bridge_mm = number("bridge");
    soft.soften_mm = number("soften");
    auto points = covered_points(context, soft.step_mm);
    const auto cover = soft_cover(points, soft);
    // What lies deep needs no watching.
    std::erase_if(points, [&](glm::vec3 p) { return cover(p) < -2 * soft.cover_mm; });
    const auto outline = geometry::offset(body_outline(context.facts, context.anchors), -number("slim"));
    const auto shape = geometry::unite(outline, cover, number("blend"));
    auto skin = geometry::largest_component(geometry::mesh_of(shape, number("step")));
    const int rounds = static_cast<int>(number("smoothing_rounds"));
    smooth(skin, rounds);
    WrapRule rule;
    rule.spread_mm = number("push_spread");
    rule.cover_mm = number("cover_bone");
    push_out(skin, covered_anchors(context), rule);
    rule.cover_mm = number("cover_least");
    push_out(skin, std::move(points), rule);
    skin.fibres.clear();
    skin.course.clear();
    return skin;
}

bool must_be_covered(const std::string& id, const std::vector<std::string>& prefixes) {
    return std::any_of(prefixes.begin(), prefixes.end(), [&](const auto& prefix) { return id.starts_with(prefix); });
}

} // namespace

void add_skin(const Facts& facts, std::vector<Recipe>& recipes) {
    Recipe skin;
    skin.id = "skin.body";
    for (const auto& recipe : recipes)
        if (!is_right(recipe.id) && must_be_covered(recipe.id, facts.words("skin/covers"))) skin.depends.push_back(recipe.id);
    skin.fact_keys = {"skin"}; // all else by anchors and meshes
    skin.held_keys.emplace();
    skin.build = &skin_mesh;
    recipes.push_back(std::move(skin));
}

} // namespace dorsum::bake
