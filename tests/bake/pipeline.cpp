// The pipeline on three small shapes: what comes out, from how many threads, from the cache, and after damage.
#include "bake/plan.h"
#include "core/check.h"
#include "core/files.h"
#include "geometry/sdf.h"
#include "geometry/simplify.h"
#include "import/importer.h"
#include "support/own_folder.h"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>

using namespace dorsum;
namespace fs = std::filesystem;

namespace {

geometry::Mesh vertebra(const bake::BuildContext& context) {
    return geometry::mesh_of(geometry::ellipsoid(context.anchors.at("body.l3"), {25, 14, 18}), 2);
}

geometry::Mesh disc(const bake::BuildContext& context) {
    const auto bounds = geometry::bounds_of(*context.built.at("vertebra.l3"));
    return geometry::mesh_of(geometry::ellipsoid({0, bounds.min.y - 5, 0}, {22, 5, 16}), 1.5f);
}

// So far beside the vertebra, fibres upward.
geometry::Mesh muscle_at(const bake::BuildContext& context, float aside_mm) {
    const glm::vec3 at = context.anchors.at("body.l3");
    auto mesh = geometry::mesh_of(geometry::capsule(at + glm::vec3(aside_mm, -40, 0), at + glm::vec3(aside_mm, 40, 0), 8, 8), 2);
    for (const auto& p : mesh.positions) {
        mesh.fibres.emplace_back(0, 1, 0);
        mesh.course.emplace_back((p.y - at.y + 48) / 96, 0.25f);
    }
    return mesh;
}

geometry::Mesh muscle(const bake::BuildContext& context) { return muscle_at(context, -34); }

std::vector<glm::vec3> line(const bake::BuildContext& context, const std::string&) {
    return {context.anchors.at("body.l3"), context.anchors.at("body.l3") + glm::vec3(0, 50, 0)};
}

bake::Recipe recipe(std::string id, std::vector<std::string> depends, geometry::Mesh (*build)(const bake::BuildContext&)) {
    bake::Recipe r;
    r.id = std::move(id);
    r.depends = std::move(depends);
    r.build = build;
    return r;
}

bake::Family small_family() {
    return {"test", [](const bake::Facts&, const anatomy::SpineRest&, bake::Anchors& a) { a["body.l3"] = {0, 1000, 0}; },
            [](const bake::Facts&, const anatomy::SpineRest&, const bake::Anchors&, std::vector<bake::Recipe>& out) {
                out.push_back(recipe("disc.l3_l4", {"vertebra.l3"}, disc));
                out.push_back(recipe("vertebra.l3", {}, vertebra));
                out.push_back(recipe("muscle.multifidus_lumborum_l3.right", {}, muscle));
                out.back().centre_line = line;
            }};
}

// Two muscles that lap, which make room, and a third one far from them; the first one stands as far out as is asked.
template <int aside_mm>
bake::Family lapping_family() {
    return {"test", [](const bake::Facts&, const anatomy::SpineRest&, bake::Anchors& a) {
                a["body.l3"] = {0, 1000, 0};
                for (const char* of_the_axis : {"body.c3", "body.t1", "body.t7", "body.s1"}) a[of_the_axis] = {0, 1000, 25}; // which way is out
            },
            [](const bake::Facts&, const anatomy::SpineRest&, const bake::Anchors&, std::vector<bake::Recipe>& out) {
                out.push_back(recipe("muscle.multifidus_lumborum_l3.left", {}, [](const auto& c) { return muscle_at(c, aside_mm); }));
                out.back().version = aside_mm;
                out.push_back(recipe("muscle.multifidus_lumborum_l4.left", {}, [](const auto& c) { return muscle_at(c, 47); }));
                out.push_back(recipe("muscle.multifidus_lumborum_l5.left", {}, [](const auto& c) { return muscle_at(c, 130); }));
            }};
}

// The same vertebra, whichever version of its recipe makes it.
template <int version>
bake::Family steady_family() {
    return {"test", [](const bake::Facts&, const anatomy::SpineRest&, bake::Anchors& a) { a["body.l3"] = {0, 1000, 0}; },
            [](const bake::Facts&, const anatomy::SpineRest&, const bake::Anchors&, std::vector<bake::Recipe>& out) {
                out.push_back(recipe("disc.l3_l4", {"vertebra.l3"}, disc));
                out.push_back(recipe("vertebra.l3", {}, vertebra));
                out.back().version = version;
                out.push_back(recipe("skin.body", {"vertebra.l3"}, [](const bake::BuildContext& c) {
                    return geometry::mesh_of(geometry::ellipsoid(geometry::bounds_of(*c.built.at("vertebra.l3")).centre(), {40, 30, 30}), 3);
                }));
            }};
}

// Two vertebrae, each of which reads where it lies and no other place; and a place that none reads.
template <int l4_mm, int elsewhere_mm>
bake::Family reading_family() {
    return {"test", [](const bake::Facts&, const anatomy::SpineRest&, bake::Anchors& a) {
                a["body.l3"] = {0, 1000, 0};
                a["body.l4"] = {0, l4_mm, 0};
                a["elsewhere"] = {0, elsewhere_mm, 0};
            },
            [](const bake::Facts&, const anatomy::SpineRest&, const bake::Anchors&, std::vector<bake::Recipe>& out) {
                out.push_back(recipe("vertebra.l3", {}, vertebra));
                out.push_back(recipe("vertebra.l4", {}, [](const bake::BuildContext& c) {
                    const float high = c.facts.number("vertebrae/l4/body/height_ant") > 1 ? 18.0f : 1.0f;
                    return geometry::mesh_of(geometry::ellipsoid(c.anchors.at("body.l4"), {25, high, 18}), 2);
                }));
                for (auto& r : out) r.held_keys.emplace();
            }};
}

bake::Family broken_family() {
    return {"test", [](const bake::Facts&, const anatomy::SpineRest&, bake::Anchors& a) { a["body.l3"] = {0, 1000, 0}; },
            [](const bake::Facts&, const anatomy::SpineRest&, const bake::Anchors&, std::vector<bake::Recipe>& out) {
                out.push_back(recipe("vertebra.l3", {}, vertebra));
                out.push_back(recipe("vertebra.l4", {}, [](const bake::BuildContext&) -> geometry::Mesh {
                    throw core::CheckFailure("no such fact");
                }));
                out.push_back(recipe("disc.l4_l5", {"vertebra.l4"}, disc));
            }};
}

// A muscle on the left, finely made; the same mirrored, with its vertices in another order, as mending may leave them; and one beside the
// mirrored place.
bake::Family twin_family() {
    return {"test", [](const bake::Facts&, const anatomy::SpineRest&, bake::Anchors& a) {
                a["body.l3"] = {0, 1000, 0};
                for (const char* of_the_axis : {"body.c3", "body.t1", "body.t7", "body.s1"}) a[of_the_axis] = {0, 1000, 25};
            },
            [](const bake::Facts&, const anatomy::SpineRest&, const bake::Anchors&, std::vector<bake::Recipe>& out) {
                const auto turned = [](geometry::Mesh mesh) {
                    std::rotate(mesh.indices.begin(), mesh.indices.begin() + 300, mesh.indices.end());
                    return geometry::mirrored(std::move(mesh));
                };
                out.push_back(recipe("femur.left", {}, [](const auto& c) { return muscle_at(c, 60); }));
                out.push_back(recipe("femur.right", {"femur.left"}, nullptr));
                out.back().build = [turned](const auto& c) { return turned(*c.built.at("femur.left")); };
                out.push_back(recipe("tibia.left", {}, [](const auto& c) { return muscle_at(c, 120); }));
                out.push_back(recipe("tibia.right", {}, [](const auto& c) { return muscle_at(c, -121); }));
            }};
}

std::string bytes_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

class Pipeline : public support::WithFolder {
protected:
    bake::BakeOptions options(const std::string& out, int threads = 1, const std::string& cache = "cache") const {
        bake::BakeOptions o;
        o.assets = assets;
        o.out = folder / out;
        o.cache = folder / cache;
        o.threads = threads;
        return o;
    }
    bake::BakeReport bake(const bake::BakeOptions& o, const std::vector<bake::Family>& families = {small_family()}) {
        const auto report = bake::bake_families(o, families, diagnostics);
        EXPECT_TRUE(report) << (report ? "" : report.error().text());
        return report ? *report : bake::BakeReport{};
    }
    core::Result<anatomy::Atlas> load(const std::string& out, std::vector<int> lods = {0, 1, 2}) {
        import::ImportOptions o;
        o.assets = assets;
        o.lods = std::move(lods);
        return import::load_atlas(folder / out, o, diagnostics);
    }

    fs::path assets = fs::path(DORSUM_SOURCE_DIR) / "assets";
    core::Diagnostics diagnostics;
};

const char* k_files[] = {"lod0.glb", "lod1.glb", "lod2.glb", "manifest.json"};

} // namespace

TEST_F(Pipeline, same_bytes_for_any_number_of_threads) {
    bake(options("one", 1, "cache1"));
    bake(options("two", 2, "cache2"));
    bake(options("five", 5, "cache5"));
    for (const char* file : k_files) {
        EXPECT_FALSE(bytes_of(folder / "one" / file).empty()) << file;
        EXPECT_EQ(bytes_of(folder / "one" / file), bytes_of(folder / "two" / file)) << file;
        EXPECT_EQ(bytes_of(folder / "one" / file), bytes_of(folder / "five" / file)) << file;
    }
}

TEST_F(Pipeline, a_second_bake_builds_nothing) {
    const auto first = bake(options("a"));
    EXPECT_EQ(first.built, 3);
    EXPECT_FALSE(first.up_to_date);
    const auto again = bake(options("a"));
    EXPECT_TRUE(again.up_to_date);
    EXPECT_EQ(again.built, 0);
    EXPECT_EQ(again.triangles[1], first.triangles[1]);
    const auto elsewhere = bake(options("b")); // same inputs, another folder: all from the cache, same bytes
    EXPECT_EQ(elsewhere.built, 0);
    EXPECT_EQ(elsewhere.from_cache, 3);
    for (const char* file : k_files) EXPECT_EQ(bytes_of(folder / "a" / file), bytes_of(folder / "b" / file)) << file;
}

TEST_F(Pipeline, a_changed_muscle_costs_its_neighbours_only_and_comes_out_as_if_all_were_new) {
    bake(options("before"), {lapping_family<34>()});
    const auto report = bake(options("after"), {lapping_family<35>()});
    EXPECT_EQ(report.built, 1);
    EXPECT_EQ(report.levelled, 2) << "the changed one and the one that it laps";
    const auto anew = bake(options("anew", 1, "empty"), {lapping_family<35>()});
    EXPECT_EQ(anew.built, 3);
    EXPECT_EQ(anew.levelled, 3);
    for (const char* file : k_files) EXPECT_EQ(bytes_of(folder / "after" / file), bytes_of(folder / "anew" / file)) << file;
    EXPECT_NE(bytes_of(folder / "after" / "lod0.glb"), bytes_of(folder / "before" / "lod0.glb"));
}

TEST_F(Pipeline, what_a_shape_has_not_read_does_not_build_it_anew) {
    EXPECT_EQ(bake(options("a"), {reading_family<960, 5>()}).built, 2);
    const auto unread = bake(options("a"), {reading_family<960, 6>()});
    EXPECT_FALSE(unread.up_to_date);
    EXPECT_EQ(unread.built, 0);
    EXPECT_EQ(bake(options("a"), {reading_family<958, 6>()}).built, 1) << "its own place";
    const auto anew = bake(options("anew", 1, "empty"), {reading_family<958, 6>()});
    for (const char* file : k_files) EXPECT_EQ(bytes_of(folder / "a" / file), bytes_of(folder / "anew" / file)) << file;
    EXPECT_EQ(bake(options("back"), {reading_family<960, 5>()}).built, 1) << "the cache keeps what the last atlas of the body names";
}

TEST(Reads, a_fact_that_was_read_counts_and_one_that_was_not_there_does_when_it_comes) {
    bake::Facts facts;
    facts.facts["a/one"].value = {1};
    bake::Anchors anchors{{"there", {1, 2, 3}}};
    bake::Reads reads;
    {
        const bake::ReadsNoted noted(reads);
        facts.number("a/one");
        facts.number_or("a/two", 0);
        facts.children("b");
        anchors.find("nowhere");
    }
    facts.number_or("a/after", 0);
    const auto before = bake::hash_of(reads, facts, anchors);
    facts.facts["a/after"].value = {5};
    anchors["there"] = {4, 5, 6};
    EXPECT_EQ(bake::hash_of(reads, facts, anchors), before) << "not read, or not while it was noted";
    const auto differs_with = [&](auto change) {
        bake::Facts other = facts;
        bake::Anchors places = anchors;
        change(other, places);
        return bake::hash_of(reads, other, places) != before;
    };
    EXPECT_TRUE(differs_with([](bake::Facts& f, bake::Anchors&) { f.facts["a/one"].value = {2}; }));
    EXPECT_TRUE(differs_with([](bake::Facts& f, bake::Anchors&) { f.facts["a/two"].value = {0}; }));
    EXPECT_TRUE(differs_with([](bake::Facts& f, bake::Anchors&) { f.facts["b/new"].value = {0}; }));
    EXPECT_TRUE(differs_with([](bake::Facts&, bake::Anchors& a) { a["nowhere"] = {0, 0, 0}; }));
}

TEST_F(Pipeline, a_mirror_image_has_the_light_of_its_twin) {
    EXPECT_EQ(bake(options("a"), {twin_family()}).built, 4);
    const auto atlas = load("a");
    ASSERT_TRUE(atlas);
    const auto lods = [&](const char* id) -> const auto& { return atlas->structures[atlas->by_id.at(id).value].lods; };
    // The brightest and the darkest, for the vertices come in another order; the right tibia stands 1 mm farther off and is lit by itself.
    const auto ends = [](const geometry::Mesh& mesh) {
        const auto [low, high] = std::minmax_element(mesh.occlusion.begin(), mesh.occlusion.end());
        return std::pair(*low, *high);
    };
    for (std::size_t level = 0; level < lods("femur.left").size(); ++level) {
        const auto left = ends(lods("femur.left")[level]), right = ends(lods("femur.right")[level]);
        EXPECT_LT(left.first, 0.99f) << "the tibia stands before it";
        EXPECT_GT(left.second, 0.99f);
        EXPECT_NEAR(left.first, right.first, 0.01f) << level;
        EXPECT_NEAR(left.second, right.second, 0.01f) << level;
    }
    const auto& dark = lods("femur.right")[0]; // on the side of the right tibia
    const auto darkest = std::min_element(dark.occlusion.begin(), dark.occlusion.end()) - dark.occlusion.begin();
    EXPECT_LT(dark.positions[std::size_t(darkest)].x, -60);
}

TEST_F(Pipeline, a_change_that_comes_out_the_same_goes_no_further) {
    const auto first = bake(options("a", 1), {steady_family<1>()});
    EXPECT_EQ(first.built, 3) << "the skin with them, though it is made later";
    const auto second = bake(options("a", 2), {steady_family<2>()});
    EXPECT_FALSE(second.up_to_date);
    EXPECT_EQ(second.built, 1) << "disc and skin lie on the same bytes as before";
    EXPECT_EQ(second.levelled, 0);
    const auto anew = bake(options("anew", 2, "empty"), {steady_family<2>()});
    EXPECT_EQ(anew.built, 3);
    for (const char* file : k_files) EXPECT_EQ(bytes_of(folder / "a" / file), bytes_of(folder / "anew" / file)) << file;
}

TEST_F(Pipeline, damage_to_the_result_or_the_cache_is_repaired) {
    bake(options("a"));
    const std::string whole = bytes_of(folder / "a" / "lod1.glb");
    fs::resize_file(folder / "a" / "lod1.glb", 1000);
    EXPECT_FALSE(bake(options("a")).up_to_date);
    EXPECT_EQ(bytes_of(folder / "a" / "lod1.glb"), whole);
    for (const auto& entry : fs::directory_iterator(folder / "cache")) fs::resize_file(entry.path(), fs::file_size(entry.path()) / 2);
    const auto report = bake(options("c"));
    EXPECT_EQ(report.built, 3);
    EXPECT_EQ(bytes_of(folder / "c" / "lod1.glb"), whole);
}

TEST_F(Pipeline, what_was_baked_comes_back_through_import) {
    bake(options("a"));
    const auto atlas = load("a");
    ASSERT_TRUE(atlas) << atlas.error().text();
    EXPECT_FALSE(atlas->foreign);
    ASSERT_EQ(atlas->structures.size(), 3u);
    const auto& bone = atlas->at(atlas->find("vertebra.l3"));
    EXPECT_NEAR(bone.bounds.size().x, 50, 1); // millimetres again
    EXPECT_NEAR(bone.bounds.centre().y, 1000, 1);
    EXPECT_TRUE(bone.lods[0].fibres.empty());
    const auto& muscle = atlas->at(atlas->find("muscle.multifidus_lumborum_l3.right"));
    const auto& mesh = muscle.lods[0];
    ASSERT_EQ(mesh.fibres.size(), mesh.positions.size());
    ASSERT_EQ(mesh.course.size(), mesh.positions.size());
    ASSERT_EQ(mesh.occlusion.size(), mesh.positions.size());
    ASSERT_EQ(mesh.skin.size(), mesh.positions.size());
    for (std::size_t v = 0; v < mesh.positions.size(); ++v) {
        EXPECT_GT(mesh.fibres[v].y, 0.999f);
        EXPECT_NEAR(mesh.course[v].x, (mesh.positions[v].y - 952) / 96, 1e-3);
        EXPECT_NEAR(mesh.course[v].y, 0.25f, 1e-4);
    }
    for (const auto& s : atlas->structures) {
        EXPECT_EQ(geometry::open_edge_count(s.lods[0]), 0u) << s.terms.id;
        EXPECT_LT(s.lods[1].triangle_count(), s.lods[0].triangle_count()) << s.terms.id;
        EXPECT_LE(s.lods[2].triangle_count(), s.lods[1].triangle_count()) << s.terms.id;
        EXPECT_EQ(geometry::open_edge_count(s.lods[2]), 0u) << s.terms.id;
    }
    ASSERT_EQ(atlas->centre_lines.size(), 1u);
    EXPECT_EQ(atlas->centre_lines[0].skin.size(), 2u);
    EXPECT_NEAR(atlas->spine.frames[anatomy::level_s1().value].centre_mm.y, 912, 40);
}

TEST_F(Pipeline, muscle_is_darker_where_it_faces_the_bone) {
    bake(options("a"));
    const auto atlas = load("a");
    ASSERT_TRUE(atlas);
    const auto& mesh = atlas->at(atlas->find("muscle.multifidus_lumborum_l3.right")).lods[0];
    float inner = 0, outer = 0;
    int inner_count = 0, outer_count = 0;
    for (std::size_t v = 0; v < mesh.positions.size(); ++v) {
        if (std::abs(mesh.positions[v].y - 1000) > 8) continue;
        if (mesh.normals[v].x > 0.8f) inner += mesh.occlusion[v], ++inner_count;
        if (mesh.normals[v].x < -0.8f) outer += mesh.occlusion[v], ++outer_count;
    }
    ASSERT_GT(inner_count, 3);
    EXPECT_GT(outer / float(outer_count), 0.95f);
    EXPECT_LT(inner / float(inner_count), 0.75f);
}

TEST_F(Pipeline, levels_can_be_loaded_one_after_the_other) {
    bake(options("a"));
    auto atlas = load("a", {2});
    ASSERT_TRUE(atlas);
    EXPECT_TRUE(atlas->structures[0].lods[0].empty());
    EXPECT_FALSE(atlas->structures[0].lods[2].empty());
    ASSERT_TRUE(import::load_lod(*atlas, folder / "a", 0, diagnostics));
    const auto whole = load("a");
    for (std::size_t i = 0; i < whole->structures.size(); ++i) {
        EXPECT_EQ(atlas->structures[i].lods[0].positions, whole->structures[i].lods[0].positions);
        EXPECT_EQ(atlas->structures[i].lods[0].skin, whole->structures[i].lods[0].skin);
    }
}

TEST_F(Pipeline, a_damaged_baked_file_is_named_and_not_drawn) {
    bake(options("a"));
    const std::string whole = bytes_of(folder / "a" / "lod0.glb");
    const auto spoil = [&](const std::string& bytes) { std::ofstream(folder / "a" / "lod0.glb", std::ios::binary) << bytes; };
    for (std::size_t at = 0; at < whole.size(); at += whole.size() / 17) {
        std::string flipped = whole;
        flipped[at] = static_cast<char>(flipped[at] ^ 0x10);
        spoil(flipped);
        const auto atlas = load("a");
        ASSERT_FALSE(atlas) << "byte " << at;
        EXPECT_NE(atlas.error().text().find("lod0.glb"), std::string::npos);
        EXPECT_NE(atlas.error().text().find("dorsum bake"), std::string::npos);
        spoil(whole.substr(0, at));
        EXPECT_FALSE(load("a"));
    }
    std::ofstream(folder / "a" / "manifest.json") << "{\"format\":1";
    EXPECT_FALSE(load("a"));
}

TEST_F(Pipeline, a_shape_that_fails_is_reported_and_tried_again) {
    bake(options("a"), {broken_family()});
    int named = 0;
    for (const auto& d : diagnostics.items())
        named += d.severity == core::Severity::error && (d.pointer == "vertebra.l4" || d.pointer == "disc.l4_l5");
    EXPECT_EQ(named, 2);
    EXPECT_EQ(load("a")->structures.size(), 1u);
    EXPECT_FALSE(bake(options("a"), {broken_family()}).up_to_date);
}

TEST_F(Pipeline, only_bakes_what_was_asked_for) {
    auto o = options("a");
    o.only = "disc.";
    const auto report = bake(o);
    EXPECT_EQ(report.built, 2); // and what it needs
    const auto atlas = load("a");
    ASSERT_TRUE(atlas);
    EXPECT_EQ(atlas->structures.size(), 1u);
    o.only = "nothing.";
    EXPECT_FALSE(bake::bake_families(o, {small_family()}, diagnostics));
}

TEST_F(Pipeline, progress_runs_from_nothing_to_all) {
    auto o = options("a", 2);
    std::vector<float> seen;
    o.progress = [&](float done, const std::string&) { seen.push_back(done); };
    bake(o);
    ASSERT_GT(seen.size(), 3u);
    EXPECT_LT(seen.front(), 0.2f);
    EXPECT_EQ(seen.back(), 1.0f);
}
