// dorsum_bake_tool [--only PREFIX]... [--assets DIR] [--out DIR] [--anchors]: raw meshes of single structures, one GLB, no cache.
// With --pipeline [--threads N]: the whole pipeline (levels, light, joints, manifest) for one prefix or everything.
#include "bake/bake.h"
#include "bake/facts.h"
#include "bake/families.h"
#include "bake/glb_writer.h"
#include "core/files.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>

using namespace dorsum;

namespace {

struct Arguments {
    std::vector<std::string> only;
    std::filesystem::path assets, out = "/tmp/dorsum_bake";
    bool print_anchors = false, pipeline = false;
    int threads = 0;
};

Arguments parse(int argc, char** argv) {
    Arguments args;
    for (int i = 1; i < argc; ++i) {
        const std::string a = argv[i];
        if (a == "--anchors") args.print_anchors = true;
        if (a == "--pipeline") args.pipeline = true;
        if (i + 1 >= argc) continue;
        if (a == "--only") args.only.emplace_back(argv[++i]);
        else if (a == "--assets") args.assets = argv[++i];
        else if (a == "--out") args.out = argv[++i];
        else if (a == "--threads") args.threads = std::atoi(argv[++i]);
    }
    return args;
}

struct Shop {
    const bake::Facts& facts;
    const anatomy::SpineRest& spine;
    const bake::Anchors& anchors;
    std::vector<bake::Recipe> recipes;
    std::map<std::string, geometry::Mesh> meshes;

    const geometry::Mesh* build(const std::string& id) {
        if (const auto it = meshes.find(id); it != meshes.end()) return &it->second;
        const auto recipe = std::find_if(recipes.begin(), recipes.end(), [&](const auto& r) { return r.id == id; });
        if (recipe == recipes.end()) {
            fmt::print("no recipe for {}\n", id);
            return nullptr;
        }
        std::map<std::string, const geometry::Mesh*> built;
        for (const std::string& dependency : recipe->depends)
            if (const auto* mesh = build(dependency)) built[dependency] = mesh;
        const auto start = std::chrono::steady_clock::now();
        geometry::Mesh mesh = recipe->build({facts, spine, anchors, built});
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
        const auto size = geometry::bounds_of(mesh).size();
        fmt::print("{:44} {:7} triangles  {:6.1f} x {:6.1f} x {:6.1f} mm  {:.2f} s\n", id, mesh.triangle_count(), size.x, size.y,
                   size.z, seconds.count());
        return &(meshes[id] = std::move(mesh));
    }
};

int run_pipeline(const Arguments& args, const std::filesystem::path& assets) {
    bake::BakeOptions options;
    options.assets = assets;
    options.out = args.out;
    options.cache = args.out / "cache";
    options.threads = args.threads;
    if (!args.only.empty()) options.only = args.only.front();
    options.progress = [](float done, const std::string& what) { fmt::print(stderr, "\r{:3.0f} % {:50}", done * 100, what); };
    core::Diagnostics diagnostics;
    const auto report = bake::bake_atlas(options, diagnostics);
    fmt::print(stderr, "\n");
    for (const auto& d : diagnostics.items()) fmt::print("{}\n", d.text());
    if (!report) return fmt::print("{}\n", report.error().text()), 1;
    fmt::print("built {}, from cache {}, {}, triangles {} / {} / {}, {:.2f} s\n", report->built, report->from_cache,
               report->up_to_date ? "up to date" : "written", report->triangles[0], report->triangles[1], report->triangles[2],
               report->seconds);
    return 0;
}

int run(const Arguments& args) {
    core::Diagnostics diagnostics;
    std::filesystem::path assets = args.assets;
    if (assets.empty()) assets = std::filesystem::path(DORSUM_ASSETS);
    if (args.pipeline) return run_pipeline(args, assets);
    const bake::Facts facts = bake::load_facts(assets, diagnostics);
    for (const auto& d : diagnostics.items()) fmt::print("{}\n", d.text());
    const anatomy::SpineRest spine = bake::make_spine_rest(facts);
    bake::Anchors anchors;
    const auto families = bake::all_families();
    for (const auto& family : families)
        if (family.add_anchors) family.add_anchors(facts, spine, anchors);
    if (args.print_anchors)
        for (const auto& [name, p] : anchors) fmt::print("{:40} {:8.1f} {:8.1f} {:8.1f}\n", name, p.x, p.y, p.z);
    Shop shop{facts, spine, anchors, {}, {}};
    for (const auto& family : families)
        if (family.add_recipes) family.add_recipes(facts, spine, anchors, shop.recipes);

    std::vector<bake::GlbPart> parts;
    for (const auto& recipe : std::vector<bake::Recipe>(shop.recipes)) {
        const auto wanted = [&](const std::string& prefix) { return recipe.id.starts_with(prefix); };
        if (!args.only.empty() && std::none_of(args.only.begin(), args.only.end(), wanted)) continue;
        if (const auto* mesh = shop.build(recipe.id)) parts.push_back({recipe.id, mesh});
    }
    const auto saved = bake::write_glb(args.out / "lod0.glb", parts, {});
    if (!saved) fmt::print("{}\n", saved.error().text());
    else fmt::print("{} structures -> {}\n", parts.size(), (args.out / "lod0.glb").string());
    return saved ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
    try {
        return run(parse(argc, argv));
    } catch (const std::exception& e) {
        fmt::print("{}\n", e.what());
        return 2;
    }
}
