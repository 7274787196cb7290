#include "bake/muscles_ends.h"
#include "bake/muscles_intercostal.h"
#include "bake/muscles_layers.h"
#include "bake/muscles_order.h"
#include "bake/muscles_seat.h"
#include "bake/muscles_settle.h"
#include "bake/muscles_slips.h"

#include "core/check.h"
#include "core/parallel.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace dorsum::bake {
namespace muscles {
namespace {

constexpr float k_row_step_mm = 7.5f;
constexpr float k_fascicle_step_mm = 10.0f;
constexpr float k_scale_low = 0.5f,
                k_scale_high = 2.0f; // beyond these a wrong volume is a wrong path: leave it to be seen

constexpr int k_volume_rounds = 3;
constexpr float k_scale_close = 0.04f;
constexpr float k_scale_step = 0.01f; // a neighbour's small change must not thicken the whole muscle by a hair
constexpr int k_threads = 2; // of one muscle: after a change many wait for one another, and cores are idle
constexpr float k_near_mm = 45; // what is farther from all points of the path does not matter

// A muscle follows anchors and the meshes beneath it, which are in its key anyway; but intercostals are laid along the ribs' own
// lines, which these facts draw.
const char* const k_rib_facts[] = {"alignment", "ribs", "thorax", "vertebrae"};

Shell shell_of(const Row& row, const BuildContext& context, const std::vector<std::string>& also) {
    Shell shell = outward_of(row, context.anchors);
    std::vector<std::string> ids = expand_ids(row.over);
    ids.insert(ids.end(), also.begin(), also.end());
    for (const std::string& id : ids)
        if (const auto found = context.built.find(id); found != context.built.end()) shell.cover(*found->second);
    shell.finish();
    return shell;
}

// What a muscle is built on and among.
struct Site {
    Path path;
    Shell shell;
    Obstacles obstacles;
};

bool holds_its_place(const std::string& id) {
    return !id.starts_with("ligament.") && !id.starts_with("fascia.");
}

geometry::Bounds bounds_of(const Path& path) {
    geometry::Bounds out;
    for (const auto* points : {&path.origin, &path.insertion})
        for (const glm::vec3 p : *points) out.add(p);
    for (const auto& via : path.via)
        for (const glm::vec3 p : via) out.add(p);
    out.min -= k_near_mm;
    out.max += k_near_mm;
    return out;
}

Site site_of(const Row& whole, const BuildContext& context) {
    Site site{path_of(whole, context.anchors), shell_of(whole, context, {}), {}};
    const geometry::Bounds near = bounds_of(site.path);
    if (whole.kind != Kind::slips) seat_ends(site.path, whole, context, near);
    const auto over = expand_ids(whole.over);
    const std::set<std::string> beneath(over.begin(), over.end());
    for (const auto& [id, mesh] : context.built)
        if (holds_its_place(id)) site.obstacles.add(id, *mesh, {!id.starts_with("muscle."), beneath.contains(id) ? Obstacles::Lies::beneath : Obstacles::Lies::beside,
                                        beneath.contains(id)},
                               near);
    return site;
}

Grid start_grid(const Row& row, const Site& site) {
    if (row.kind == Kind::sheet) return sheet_grid(row, site.path, site.shell);
    std::vector<glm::vec3> line = site.path.origin;
    for (const auto& via : site.path.via) line.insert(line.end(), via.begin(), via.end());
    line.insert(line.end(), site.path.insertion.begin(), site.path.insertion.end());
    return strap_grid(line, row.width_mm, site.shell);
}

// From the bare lines to where the muscle really runs.
void place(Grid& grid, const Row& row, const Site& site, float scale, int threads) {
    drape(grid, site.shell, thickness_on(grid, Body(row, grid, scale)), row);
    if (row.id.starts_with("muscle.")) settle(grid, row, site.shell, site.obstacles, thickness_on(grid, Body(row, grid, scale)), threads);
}

geometry::Mesh one_piece(const Row& row, const Row& whole, const Site& site, const BuildContext& context, float scale) {
    Grid grid = start_grid(whole, site);
    fasten(grid, whole, site.shell, context);
    const bool alone = !shares_edge(row, false) && !shares_edge(row, true);
    place(grid, whole, site, alone ? scale : 1.0f, k_threads); // the parts of one sheet must be lifted alike
    grid = grid.part(float(row.part.at(0)), float(row.part.at(1)));
    return loft(row, grid, Body(row, grid, scale), site.shell, row.bundles, k_row_step_mm);
}

Grid slip_grid(const Row& row, const Site& site, std::size_t i) {
    const glm::vec3 from = site.path.origin[i], to = site.path.insertion[i], middle = 0.5f * (from + to);
    const glm::vec3 path[] = {from, middle + site.shell.outward(middle) * float(row.bow_mm), to};
    return strap_grid(path, row.width_mm, site.shell);
}

// Many slips, each a slender belly of its own from one bony point to another.
geometry::Mesh fascicles(const Row& row, const Site& site, float scale) {
    DORSUM_CHECK(site.path.origin.size() == site.path.insertion.size());
    std::vector<geometry::Mesh> slips(site.path.origin.size());
    core::parallel_for(k_threads, slips.size(), [&](std::size_t i) {
        Grid grid = slip_grid(row, site, i);
        Row slip = row;
        slip.name += std::to_string(i);
        place(grid, slip, site, scale, 1);
        slips[i] = loft(slip, grid, Body(slip, grid, scale), site.shell, row.bundles, k_fascicle_step_mm);
    });
    geometry::Mesh mesh;
    for (const geometry::Mesh& slip : slips) geometry::append(mesh, slip);
    return mesh;
}

// The row names the most important of what lies beneath; the rest is found by trying.
void find_layers(Site& site, const Row& whole, const BuildContext& context) {
    std::vector<glm::vec3> points, outward;
    const auto lay = [&](Grid grid) {
        drape(grid, site.shell, thickness_on(grid, Body(whole, grid, 1)), whole);
        points.insert(points.end(), grid.points.begin(), grid.points.end());
    };
    if (whole.kind == Kind::fascicles)
        for (std::size_t i = 0; i < site.path.origin.size(); ++i) lay(slip_grid(whole, site, i));
    else lay(start_grid(whole, site));
    for (const glm::vec3 p : points) outward.push_back(site.shell.outward(p));
    if (const auto beneath = site.obstacles.sort_layers(points, outward); !beneath.empty())
        site.shell = shell_of(whole, context, beneath);
}

geometry::Mesh build_left(const Row& row, const Row& whole, const BuildContext& context) {
    if (row.kind == Kind::intercostal) return intercostals(row, context);
    Site site = site_of(whole, context);
    if (row.id.starts_with("muscle.") && row.kind != Kind::slips) find_layers(site, whole, context);
    const auto with = [&](float scale) {
        if (row.kind == Kind::slips) return slips(row, site.shell, context, scale);
        return row.kind == Kind::fascicles ? fascicles(row, site, scale) : one_piece(row, whole, site, context, scale);
    };
    geometry::Mesh mesh = with(1);
    float scale = 1;
    for (int round = 0; round < k_volume_rounds && row.volume_cm3 > 0; ++round) {
        const float ratio = float(row.volume_cm3) / std::max(volume_cm3(mesh), 0.01f);
        const float next = k_scale_step * std::round(std::clamp(scale * ratio, k_scale_low, k_scale_high) / k_scale_step);
        if (std::abs(next - scale) < k_scale_close * scale) break;
        scale = next;
        mesh = with(scale);
    }
    if (row.id.starts_with("muscle.")) mend(mesh, site.obstacles);
    return mesh;
}

std::vector<std::string> without_repeats(std::vector<std::string> ids) {
    std::set<std::string> seen;
    std::erase_if(ids, [&](const std::string& id) { return !seen.insert(id).second; });
    return ids;
}

// What the left side is built on: what it lies over, and the bones that hold its ends.
std::vector<std::string> beneath(const Row& row) {
    std::vector<std::string> ids;
    for (const auto* words : {&row.over, &row.origin_bones, &row.insertion_bones})
        for (const std::string& id : expand_ids(*words)) ids.push_back(id);
    if (row.kind == Kind::intercostal) ids = intercostal_ribs();
    return ids;
}

void add_recipes(const Facts& facts, const anatomy::SpineRest&, const Anchors& anchors, std::vector<Recipe>& recipes) {
    std::vector<Part> parts;
    const std::vector<std::string> keys = row_keys(facts);
    for (const std::string& key : keys) {
        const Row row = read_row(facts, key);
        parts.push_back({row, row.whole.empty() ? row : read_row(facts, row.whole)});
        parts.back().row.seam_mm = parts.back().whole.thickness_mm;
    }
    auto beside = neighbours(parts, anchors);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const std::string& key = keys[i];
        const auto& [row, whole] = parts[i];
        Recipe left;
        left.id = row.id + ".left";
        left.depends = beneath(whole);
        left.depends.insert(left.depends.end(), beside[row.id].begin(), beside[row.id].end());
        left.depends = without_repeats(std::move(left.depends));
        left.fact_keys = {key + "/", (row.whole.empty() ? key : row.whole) + "/"};
        left.held_keys = left.fact_keys; // the rows; where their anchors lie is read
        if (row.kind == Kind::intercostal) left.fact_keys.insert(left.fact_keys.end(), std::begin(k_rib_facts), std::end(k_rib_facts));
        left.build = [part = parts[i]](const BuildContext& context) { return build_left(part.row, part.whole, context); };
        Recipe right;
        right.id = row.id + ".right";
        right.depends = {left.id};
        right.fact_keys = left.fact_keys;
        right.held_keys.emplace();
        right.build = [id = left.id](const BuildContext& context) { return geometry::mirrored(*context.built.at(id)); };
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
