#include "bake/muscles_body.h"
#include "bake/muscles_ends.h"
#include "bake/muscles_intercostal.h"
#include "bake/muscles_slips.h"

#include "core/check.h"

#include <algorithm>

namespace dorsum::bake {
namespace muscles {
namespace {

constexpr float k_row_step_mm = 6.0f;
constexpr float k_fascicle_step_mm = 8.0f;
constexpr float k_scale_low = 0.5f,
                k_scale_high = 2.0f; // beyond these a wrong volume is a wrong path: leave it to be seen

// Facts that move anchors: a muscle follows its bones.
const char* const k_bone_facts[] = {"alignment", "discs",    "limbs", "pelvis", "ribs",
                                    "sacrum",    "shoulder", "skull", "thorax", "vertebrae"};

Shell shell_of(const Row& row, const BuildContext& context) {
    Shell shell = row.axis.empty() ? Shell::facing({float(row.facing[0]), float(row.facing[1]), float(row.facing[2])})
                                   : Shell::around(points_of(row.axis, context.anchors));
    for (const std::string& id : expand_ids(row.over))
        if (const auto found = context.built.find(id); found != context.built.end()) shell.cover(*found->second);
    shell.finish();
    return shell;
}

Grid start_grid(const Row& row, const Anchors& anchors, const Shell& shell) {
    if (row.kind == Kind::sheet) return sheet_grid(row, anchors, shell);
    std::vector<std::string> path = row.origin;
    for (const auto& via : row.via) path.insert(path.end(), via.begin(), via.end());
    path.insert(path.end(), row.insertion.begin(), row.insertion.end());
    return strap_grid(points_of(path, anchors), row.width_mm, shell);
}

geometry::Mesh one_piece(const Row& row, const Row& whole, const Shell& shell, const BuildContext& context, float scale) {
    Grid grid = start_grid(whole, context.anchors, shell);
    fasten(grid, whole, shell, context);
    const float lift_scale = row.whole.empty() ? scale : 1.0f; // the parts of one sheet must be lifted alike
    drape(grid, shell, thickness_on(grid, Body(whole, grid, lift_scale)), whole);
    grid = grid.part(float(row.part.at(0)), float(row.part.at(1)));
    return loft(row, grid, Body(row, grid, scale), shell, row.bundles, k_row_step_mm);
}

// Many slips, each a slender belly of its own from one bony point to another.
geometry::Mesh fascicles(const Row& row, const Shell& shell, const Anchors& anchors, float scale) {
    const auto origin = points_of(row.origin, anchors), insertion = points_of(row.insertion, anchors);
    DORSUM_CHECK(origin.size() == insertion.size());
    geometry::Mesh mesh;
    for (std::size_t i = 0; i < origin.size(); ++i) {
        const glm::vec3 middle = 0.5f * (origin[i] + insertion[i]);
        const glm::vec3 path[] = {origin[i], middle + shell.outward(middle) * float(row.bow_mm), insertion[i]};
        Grid grid = strap_grid(path, row.width_mm, shell);
        Row slip = row;
        slip.name += std::to_string(i);
        drape(grid, shell, thickness_on(grid, Body(slip, grid, scale)), slip);
        geometry::append(mesh, loft(slip, grid, Body(slip, grid, scale), shell, row.bundles, k_fascicle_step_mm));
    }
    return mesh;
}

geometry::Mesh build_left(const Row& row, const Row& whole, const BuildContext& context) {
    if (row.kind == Kind::intercostal) return intercostals(row, context);
    const Shell shell = shell_of(whole, context);
    const auto with = [&](float scale) {
        if (row.kind == Kind::slips) return slips(row, shell, context, scale);
        return row.kind == Kind::fascicles ? fascicles(row, shell, context.anchors, scale)
                                           : one_piece(row, whole, shell, context, scale);
    };
    geometry::Mesh mesh = with(1);
    float scale = 1;
    for (int round = 0; round < 2 && row.volume_cm3 > 0; ++round) {
        const float ratio = float(row.volume_cm3) / std::max(volume_cm3(mesh), 0.01f);
        scale = std::clamp(scale * ratio, k_scale_low, k_scale_high);
        mesh = with(scale);
    }
    return mesh;
}

// What the left side is built on: what it lies over, and the bones that hold its ends.
std::vector<std::string> beneath(const Row& row) {
    std::vector<std::string> ids;
    for (const auto* words : {&row.over, &row.origin_bones, &row.insertion_bones})
        for (const std::string& id : expand_ids(*words)) ids.push_back(id);
    if (row.kind == Kind::intercostal) ids = intercostal_ribs();
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

void add_recipes(const Facts& facts, const anatomy::SpineRest&, const Anchors&, std::vector<Recipe>& recipes) {
    for (const std::string& key : row_keys(facts)) {
        Row row = read_row(facts, key);
        const Row whole = row.whole.empty() ? row : read_row(facts, row.whole);
        row.seam_mm = whole.thickness_mm;
        Recipe left;
        left.id = row.id + ".left";
        left.depends = beneath(whole);
        left.fact_keys = {key + "/", (row.whole.empty() ? key : row.whole) + "/"};
        left.fact_keys.insert(left.fact_keys.end(), std::begin(k_bone_facts), std::end(k_bone_facts));
        left.build = [row, whole](const BuildContext& context) { return build_left(row, whole, context); };
        Recipe right;
        right.id = row.id + ".right";
        right.depends = {left.id};
        right.fact_keys = left.fact_keys;
        right.build = [id = left.id](const BuildContext& context) { return mirrored(*context.built.at(id)); };
        recipes.push_back(std::move(left));
        recipes.push_back(std::move(right));
    }
}

} // namespace
} // namespace muscles

Family muscles_family() {
    return {"muscles", nullptr, &muscles::add_recipes};
}

} // namespace dorsum::bake
