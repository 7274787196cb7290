#include "bench.h"

#include "core/parallel.h"
#include "import/importer.h"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <map>
#include <mutex>
#include <unordered_map>

namespace dorsum::rules {

namespace fs = std::filesystem;

namespace {

fs::path atlas_folder() {
    if (const char* given = std::getenv("DORSUM_TEST_ATLAS")) return given;
    if (const char* cache = std::getenv("DORSUM_CACHE")) return fs::path(cache) / "atlas";
    return fs::path(DORSUM_BUILD_DIR).parent_path() / "cache" / "atlas"; // where tests/app bakes it
}

anatomy::Atlas load() {
    import::ImportOptions options;
    options.assets = fs::path(DORSUM_SOURCE_DIR) / "assets";
    core::Diagnostics diagnostics;
    auto loaded = import::load_atlas(atlas_folder(), options, diagnostics);
    if (loaded) return std::move(loaded).value();
    fmt::print(stderr, "the rules need a baked atlas (DORSUM_TEST_ATLAS): {}\n", loaded.error().text());
    std::_Exit(1);
}

std::vector<Solid> make_solids() {
    const auto& all = atlas().structures;
    std::vector<Solid> out(all.size());
    core::parallel_for(0, all.size(), [&](std::size_t i) {
        out[i] = {&all[i].terms, &all[i].lods[0], geometry::Bvh(all[i].lods[0]), geometry::bounds_of(all[i].lods[0])};
    });
    return out;
}

bool holds(const geometry::Bounds& b, glm::vec3 p) {
    return glm::all(glm::greaterThanEqual(p, b.min)) && glm::all(glm::lessThanEqual(p, b.max));
}

bool near(const geometry::Bounds& a, const geometry::Bounds& b, float margin) {
    return glm::all(glm::lessThanEqual(a.min - margin, b.max)) && glm::all(glm::lessThanEqual(b.min - margin, a.max));
}

} // namespace

bool Solid::contains(glm::vec3 p) const {
    if (!holds(bounds, p)) return false;
    static constexpr glm::vec3 k_ways[3] = {{0.57f, 0.31f, 0.76f}, {-0.83f, 0.42f, 0.36f}, {0.11f, -0.74f, -0.66f}};
    int votes = 0;
    for (int i = 0; i < 3; ++i) {
        const auto hit = bvh.intersect({p, k_ways[i]});
        if (!hit) return false; // nothing in the way: outside, whatever folds the other rays met
        const auto* corner = &mesh->indices[3 * hit->triangle];
        const auto &a = mesh->positions[corner[0]], &b = mesh->positions[corner[1]], &c = mesh->positions[corner[2]];
        if (glm::dot(glm::cross(b - a, c - a), k_ways[i]) > 0) ++votes;
        if (votes == 2) return true;
        if (votes + 2 - i < 2) return false;
    }
    return false;
}

float Solid::depth(glm::vec3 p) const {
    if (!contains(p)) return 0;
    const auto nearest = bvh.nearest(p);
    return nearest ? nearest->distance_mm : 0;
}

const anatomy::Atlas& atlas() {
    static const anatomy::Atlas k_atlas = load();
    return k_atlas;
}

const std::vector<Solid>& solids() {
    static const std::vector<Solid> k_solids = make_solids();
    return k_solids;
}

const Solid* find(const std::string& id) {
    const auto index = atlas().find(id);
    return index.valid() ? &solids()[index.value] : nullptr;
}

std::vector<const Solid*> of_tissue(std::initializer_list<anatomy::Tissue> tissues, bool left_only) {
    std::vector<const Solid*> out;
    for (const Solid& s : solids())
        if (std::find(tissues.begin(), tissues.end(), s.terms->tissue) != tissues.end() &&
            !(left_only && s.terms->side == anatomy::Side::right))
            out.push_back(&s);
    return out;
}

Depth deepest(const Solid& a, const Solid& b) {
    Depth worst;
    for (const auto& p : a.mesh->positions)
        if (const float d = b.depth(p); d > worst.mm) worst = {d, p};
    return worst;
}

Case print_worst(const std::string& rule, const std::string& unit, std::vector<Case> cases, std::size_t most) {
    std::sort(cases.begin(), cases.end(), [](const Case& a, const Case& b) {
        return a.figure != b.figure ? a.figure > b.figure : a.what < b.what;
    });
    fmt::print("{}: {} cases\n", rule, cases.size());
    for (std::size_t i = 0; i < std::min(most, cases.size()); ++i)
        fmt::print("  {:7.2f} {} {} at ({:.0f}, {:.0f}, {:.0f})\n", cases[i].figure, unit, cases[i].what, cases[i].at.x, cases[i].at.y,
                   cases[i].at.z);
    return cases.empty() ? Case{} : cases.front();
}

std::vector<Case> over_pairs(const std::vector<const Solid*>& as, const std::vector<const Solid*>& bs, float margin_mm,
                             const std::function<Case(const Solid&, const Solid&)>& measure) {
    std::vector<Case> out;
    std::mutex mutex;
    core::parallel_for(0, as.size(), [&](std::size_t i) {
        for (const Solid* b : bs) {
            if (as[i] == b || !near(as[i]->bounds, b->bounds, margin_mm)) continue;
            if (Case found = measure(*as[i], *b); found.figure > 0) {
                const std::lock_guard lock(mutex);
                out.push_back(std::move(found));
            }
        }
    });
    return out;
}

} // namespace dorsum::rules
