// What `export` hands to other programs: the body as drawn, and what is drawn on it, in numbers that can be checked.
#include "program.h"
#include "stage.h"

#include "core/files.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

namespace dorsum::app::test {

namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

Json exported(const std::string& name, std::vector<std::string> more) {
    const auto folder = fs::path(DORSUM_BUILD_DIR) / "tests/app/scratch" / ("export_" + name);
    fs::remove_all(folder);
    more.insert(more.begin(), {"export", "--out", folder.string()});
    const auto ran = run_program(with_atlas(more));
    EXPECT_EQ(ran.code, 0) << ran.err;
    const auto text = core::read_text_file(folder / "overlays.json");
    EXPECT_TRUE(text);
    if (!text) return {};
    auto json = Json::parse(*text, nullptr, false);
    EXPECT_FALSE(json.is_discarded());
    // The header of the GLB: "glTF", 2, length, then the JSON chunk.
    std::ifstream in(folder / "atlas.glb", std::ios::binary);
    std::array<std::uint32_t, 5> head{};
    in.read(reinterpret_cast<char*>(head.data()), sizeof head);
    EXPECT_EQ(head[0], 0x46546c67u);
    EXPECT_EQ(head[2], fs::file_size(folder / "atlas.glb"));
    std::string chunk(head[3], ' ');
    in.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    json["glb"] = Json::parse(chunk, nullptr, false);
    EXPECT_FALSE(json["glb"].is_discarded());
    return json;
}

using Vec = std::array<double, 3>;
double dot(const Vec& a, const Vec& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }
double length(const Vec& a) { return std::sqrt(dot(a, a)); }
Vec minus(const Vec& a, const Vec& b) { return {a[0] - b[0], a[1] - b[1], a[2] - b[2]}; }
Vec cross(const Vec& a, const Vec& b) { return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]}; }

const Json* row_of(const Json& rows, const char* key, const std::string& value) {
    for (const auto& row : rows)
        if (row[key] == value) return &row;
    return nullptr;
}

} // namespace

TEST(Export, TheBodyInMetresOneNodePerStructure) {
    const auto json = exported("straight", {});
    const auto& glb = json["glb"];
    std::set<std::string> names;
    for (const auto& node : glb["nodes"]) {
        if (!node.contains("mesh")) continue;
        EXPECT_TRUE(names.insert(node["name"].get<std::string>()).second) << node["name"] << " twice";
    }
    for (const auto& structure : stage().workspace->atlas.structures) EXPECT_TRUE(names.count(structure.terms.id)) << structure.terms.id;
    double top = -1e9, bottom = 1e9;
    for (const auto& accessor : glb["accessors"])
        if (accessor.contains("max") && accessor["type"] == "VEC3") {
            top = std::max(top, accessor["max"][1].get<double>());
            bottom = std::min(bottom, accessor["min"][1].get<double>());
        }
    EXPECT_GT(top - bottom, 0.7) << "metres: from the head to the knees";
    EXPECT_LT(top - bottom, 2.2);
}

TEST(Export, StrokesOnlyAfterTheScreen) {
    EXPECT_TRUE(exported("locked", {"--condition", "stress_tension"})["strokes"].empty());
    const auto json = exported("open", {"--condition", "stress_tension", "--do", "screen none", "--do", "screen done"});
    const auto& strokes = json["strokes"];
    ASSERT_GT(strokes.size(), 3u);
    for (const auto& stroke : strokes) {
        for (const char* key : {"id", "technique", "target", "pressure", "pace", "direction"}) ASSERT_TRUE(stroke.contains(key)) << key;
        EXPECT_TRUE(stage().workspace->atlas.find(stroke["target"].get<std::string>()).valid()) << stroke["target"];
        EXPECT_GE(stroke["pressure"].get<int>(), 1) << stroke["id"];
        EXPECT_LE(stroke["pressure"].get<int>(), 5) << stroke["id"];
        ASSERT_FALSE(stroke["points_mm"].empty()) << stroke["id"];
        ASSERT_EQ(stroke["points_mm"].size(), stroke["normals"].size()) << stroke["id"];
        for (const auto& normal : stroke["normals"]) ASSERT_NEAR(length(normal.get<Vec>()), 1, 0.02) << stroke["id"];
    }
}

// What a stranger needs to check a stroke: all that it is meant for, the places that it is described by as they now lie, how the hands go.
TEST(Export, AStrokeSaysWhatItIsMeantForAndDescribedBy) {
    const auto json = exported("described", {"--condition", "scoliosis", "--do", "screen none", "--do", "screen done", "--do", "curve cobb=50 side=right", "--do", "technique id=skin_rolling"});
    EXPECT_EQ(json["format"], "dorsum overlays 2");
    std::set<std::string> sources;
    for (const auto& stroke : json["strokes"]) {
        const auto id = stroke["id"].get<std::string>();
        sources.insert(stroke["source"].get<std::string>());
        const auto targets = stroke["targets"].get<std::vector<std::string>>();
        EXPECT_NE(std::find(targets.begin(), targets.end(), stroke["target"].get<std::string>()), targets.end()) << id;
        for (const auto& target : targets) EXPECT_TRUE(row_of(json["structures"], "id", target)) << id << ": " << target;
        if (stroke["step"] == "scoliosis.4") {
            EXPECT_EQ(targets.size(), 2u) << "trapezius and levator scapulae";
        }
        const auto points = stroke["points_mm"].get<std::vector<Vec>>(), way = stroke["way"].get<std::vector<Vec>>(), normals = stroke["normals"].get<std::vector<Vec>>();
        ASSERT_EQ(way.size(), points.size()) << id;
        ASSERT_EQ(stroke["fibre_bound"].size(), points.size()) << id;
        for (const auto& rim : stroke["rims_mm"]) ASSERT_EQ(rim.size(), points.size()) << id;
        ASSERT_FALSE(stroke["places"].empty()) << id;
        const auto near = [&](const char* end, const Vec& point) {
            const auto& places = stroke["places"];
            EXPECT_LT(length(minus((end[0] == 'f' ? places.front() : places.back())["position_mm"].get<Vec>(), point)), 65) << id << ": the " << end << " place, below what lies over it";
        };
        if (stroke["places"].size() > 1) near("first", points.front()), near("last", points.back());
        for (std::size_t i = 0; i < points.size(); ++i) {
            EXPECT_NEAR(length(way[i]), 1, 0.01) << id;
            EXPECT_LT(std::abs(dot(way[i], normals[i])), 0.2) << id << ": hands go along the surface";
        }
    }
    EXPECT_EQ(sources, (std::set<std::string>{"plan", "technique"}));
}

TEST(Export, SaysWhatIsRefusedAndWhy) {
    const auto json = exported("refused", {"--do", "screen none", "--do", "screen done", "--do", "technique id=compression on=muscle.psoas_major.left", "--do", "language de"});
    EXPECT_TRUE(json["strokes"].empty());
    ASSERT_EQ(json["refused"].size(), 1u);
    const auto& refused = json["refused"][0];
    EXPECT_EQ(refused["source"], "technique");
    EXPECT_EQ(refused["technique"], "compression");
    EXPECT_EQ(refused["side"], "left");
    EXPECT_FALSE(refused["places"].empty());
    EXPECT_FALSE(refused["reason"].get<std::string>().empty());
    EXPECT_GT(refused["words"].get<std::string>().size(), 20u);
}

TEST(Export, TheDiscPlanNeedsAProfessional) {
    EXPECT_TRUE(exported("disc", {"--condition", "herniated_disc", "--do", "screen none", "--do", "screen done"})["strokes"].empty());
    EXPECT_FALSE(exported("disc_professional", {"--condition", "herniated_disc", "--do", "screen none", "--do", "screen done", "--do",
                                                "confirm professional"})["strokes"]
                     .empty());
}

TEST(Export, TheSciaticPathRunsDownItsSide) {
    const auto json = exported("nerves", {});
    for (const double side : {1.0, -1.0}) {
        const auto* nerve = row_of(json["nerves"], "id", side > 0 ? "nerve.sciatic.left" : "nerve.sciatic.right");
        ASSERT_TRUE(nerve);
        const auto points = (*nerve)["points_mm"].get<std::vector<Vec>>();
        ASSERT_GT(points.size(), 4u);
        EXPECT_GT(points.front()[1], points.back()[1] + 200) << "down the thigh";
        for (const auto& p : points) ASSERT_GT(side * p[0], 0) << "stays on its side";
    }
}

TEST(Export, VertebraFramesAreRightHandedAndInOrder) {
    for (const auto& curve : {std::vector<std::string>{}, std::vector<std::string>{"--do", "curve cobb=40 side=right"}}) {
        const auto json = exported(curve.empty() ? "frames" : "frames_bent", curve);
        const auto& frames = json["vertebra_frames"];
        ASSERT_EQ(frames.size(), 25u);
        EXPECT_EQ(frames[0]["level"], "c1");
        EXPECT_EQ(frames[7]["level"], "t1");
        EXPECT_EQ(frames[23]["level"], "l5");
        double above = 1e9;
        for (const auto& frame : frames) {
            const auto axes = frame["rotation"].get<std::array<Vec, 3>>();
            for (int i = 0; i < 3; ++i) {
                EXPECT_NEAR(length(axes[static_cast<std::size_t>(i)]), 1, 1e-4) << frame["level"];
                EXPECT_NEAR(dot(axes[static_cast<std::size_t>(i)], axes[static_cast<std::size_t>((i + 1) % 3)]), 0, 1e-4) << frame["level"];
            }
            EXPECT_NEAR(dot(cross(axes[0], axes[1]), axes[2]), 1, 1e-3) << frame["level"] << ": left x superior = anterior";
            EXPECT_GT(axes[0][0], 0.5) << frame["level"] << ": the first column is left";
            EXPECT_GT(axes[1][1], 0.5) << frame["level"] << ": the second column is superior";
            EXPECT_LT(frame["position_mm"][1].get<double>(), above) << frame["level"];
            above = frame["position_mm"][1].get<double>();
        }
    }
}

TEST(Export, TheCobbAngleIsWhatWasAskedAndWhatTheFramesShow) {
    for (const char* side : {"left", "right"}) {
        const auto json = exported("cobb", {"--do", std::string("curve cobb=40 side=") + side});
        EXPECT_NEAR(json["cobb_deg"].get<double>(), 40, 1);
        // Measured again from the frames, in the coronal plane: the end vertebrae's tilt.
        const auto& curve = json["curves"][0];
        const auto tilt = [&](const char* end) {
            const auto left = (*row_of(json["vertebra_frames"], "level", curve[end]))["rotation"][0].get<Vec>();
            return std::atan2(left[1], left[0]) * 180 / 3.14159265358979;
        };
        EXPECT_NEAR(std::abs(tilt("upper") - tilt("lower")), 40, 2);
        // The apex lies on the convex side of the line between the ends.
        const auto x = [&](const char* end) { return (*row_of(json["vertebra_frames"], "level", curve[end]))["position_mm"][0].get<double>(); };
        const double bulge = x("apex") - 0.5 * (x("upper") + x("lower"));
        EXPECT_GT(std::string(side) == "left" ? bulge : -bulge, 5);
    }
}

TEST(Export, BendingKeepsNeighboursAsFarApart) {
    const auto straight = exported("straight_again", {})["vertebra_frames"], bent = exported("bent", {"--do", "curve cobb=60 side=left"})["vertebra_frames"];
    for (std::size_t i = 0; i + 1 < 25; ++i) {
        const auto gap = [&](const Json& frames) { return length(minus(frames[i + 1]["position_mm"].get<Vec>(), frames[i]["position_mm"].get<Vec>())); };
        EXPECT_NEAR(gap(bent), gap(straight), 0.8) << bent[i]["level"]; // what two vertebrae glide apart by, so that their facets stay out of one another
    }
}

TEST(Export, ABeforeSceneIsStraight) {
    const auto json = exported("before", {"--condition", "scoliosis", "--do", "before on"});
    EXPECT_NEAR(json["cobb_deg"].get<double>(), 0, 0.5);
}

} // namespace dorsum::app::test
