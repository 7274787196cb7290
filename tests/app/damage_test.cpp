// One broken file at a time in a copy of the assets: `check` names the file and the place, and the program still draws.
#include "program.h"
#include "stage.h"

#include "core/files.h"

#include <algorithm>
#include <fstream>

namespace dorsum::app::test {

namespace fs = std::filesystem;

namespace {

enum class Damage { cut_short, wrong_key, empty };

struct Broken {
    const char* name;
    const char* file; // below assets; "*" at its end: the first file of the folder
    Damage damage;
};

void write(const fs::path& file, const std::string& text) { std::ofstream(file, std::ios::binary) << text; }

fs::path find(const fs::path& assets, const std::string& pattern) {
    if (pattern.back() != '*') return assets / pattern;
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(assets / pattern.substr(0, pattern.size() - 1))) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files.at(0);
}

void damage(const fs::path& file, Damage how) {
    auto text = *core::read_text_file(file);
    if (how == Damage::empty) text.clear();
    if (how == Damage::cut_short) text.resize(2 * text.size() / 3);
    if (how == Damage::wrong_key) text.replace(text.find("\"id\""), 4, "\"idd\"");
    write(file, text);
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

} // namespace

class Damages : public ::testing::TestWithParam<Broken> {
protected:
    void SetUp() override {
        home_ = scratch_folder();
        const auto& from = stage().workspace->home;
        fs::copy(from / "assets", home_ / "assets", fs::copy_options::recursive);
        fs::copy(from / "shaders", home_ / "shaders", fs::copy_options::recursive);
    }
    void TearDown() override { fs::remove_all(home_); }
    Ran program(const std::vector<std::string>& arguments) {
        return run_program(arguments, {{"DORSUM_HOME", home_.string()}, {"DORSUM_CACHE", (home_ / "cache").string()}});
    }
    fs::path home_;
};

TEST_P(Damages, AreNamedAndThePictureIsStillDrawn) {
    const auto file = find(home_ / "assets", GetParam().file);
    damage(file, GetParam().damage);

    const auto check = program({"check", (home_ / "assets").string()});
    EXPECT_EQ(check.code, 1) << check.all();
    EXPECT_TRUE(has(check.all(), file.filename().string())) << file.filename() << " is not named in: " << check.all();
    EXPECT_FALSE(has(check.all(), "internal error")) << check.all();

    const auto png = home_ / "a.png";
    const auto render = program(with_atlas({"render", "--out", png.string(), "--size", "160x120", "--quality", "low"}));
    EXPECT_EQ(render.code, 0) << render.all();
    EXPECT_GT(load_picture(png).colours(), 100) << "no body in the picture";
}

INSTANTIATE_TEST_SUITE_P(Files, Damages,
                         ::testing::Values(Broken{"condition_cut", "content/conditions/sciatica.json", Damage::cut_short},
                                           Broken{"condition_key", "content/conditions/scoliosis.json", Damage::wrong_key},
                                           Broken{"techniques_empty", "content/techniques.json", Damage::empty},
                                           Broken{"safety_cut", "content/safety.json", Damage::cut_short},
                                           Broken{"mode_key", "content/modes/kiosk.json", Damage::wrong_key},
                                           Broken{"quizzes_cut", "content/quizzes.json", Damage::cut_short},
                                           Broken{"text_cut", "text/en/*", Damage::cut_short},
                                           Broken{"terms_cut", "anatomy/structures/*", Damage::cut_short},
                                           Broken{"facts_cut", "anatomy/facts/alignment.json", Damage::cut_short}),
                         [](const auto& row) { return row.param.name; });

// No safety screen, no strokes: a broken file must never open the gate.
TEST_F(Damages, WithoutTheScreenNoPlanOpens) {
    damage(home_ / "assets/content/safety.json", Damage::empty);
    const auto out = home_ / "out";
    const auto ran = program(with_atlas({"export", "--out", out.string(), "--condition", "stress_tension", "--do", "screen none"}));
    EXPECT_FALSE(has(ran.all(), "internal error")) << ran.all();
    if (const auto overlays = core::read_text_file(out / "overlays.json")) {
        EXPECT_TRUE(has(*overlays, "\"strokes\": []")) << "strokes without a safety screen";
    }
}

TEST_F(Damages, OfAnAtlasAreNamed) {
    const auto atlas = home_ / "atlas";
    fs::copy(stage().workspace->baked_folder, atlas, fs::copy_options::recursive);
    fs::resize_file(atlas / "lod0.glb", fs::file_size(atlas / "lod0.glb") / 2);
    const auto cut = program({"check", atlas.string()});
    EXPECT_EQ(cut.code, 1) << cut.all();
    EXPECT_TRUE(has(cut.all(), "lod0.glb")) << cut.all();
    write(atlas / "lod0.glb", "");
    write(atlas / "manifest.json", "{\"structures\": 7}");
    const auto worse = program({"render", "--out", (home_ / "x.png").string(), "--atlas", atlas.string()});
    EXPECT_NE(worse.code, 0) << worse.all();
    EXPECT_FALSE(has(worse.all(), "internal error")) << worse.all();
    EXPECT_TRUE(has(worse.all(), "manifest.json")) << worse.all();
}

TEST_F(Damages, OfMeshesAreNamed) {
    for (const auto& [name, text] : std::map<std::string, std::string>{{"empty.obj", ""}, {"words.stl", "not a mesh at all"},
                                                                      {"cut.glb", "glTF\x02"}, {"numbers.obj", "v 1 2 nan\nf 1 2 9\n"}}) {
        const auto file = home_ / name;
        write(file, text);
        const auto ran = program({"render", "--out", (home_ / "x.png").string(), "--atlas", file.string()});
        EXPECT_EQ(ran.code, 1) << name << ": " << ran.all();
        EXPECT_TRUE(has(ran.all(), name)) << name << ": " << ran.all();
        EXPECT_FALSE(has(ran.all(), "internal error")) << ran.all();
    }
}

TEST_F(Damages, OfScenesAreNamedAndWhatFitsIsKept) {
    const auto scene = home_ / "scene.json";
    write(scene, "{\"format\": \"dorsum scene\", \"version\": 99}");
    const auto newer = program(with_atlas({"render", "--out", (home_ / "x.png").string(), "--size", "64x64", "--state", scene.string()}));
    EXPECT_NE(newer.code, 0);
    EXPECT_TRUE(has(newer.all(), "scene.json")) << newer.all();
    write(scene, "\xff\xfe\x00garbage");
    const auto garbage = program(with_atlas({"render", "--out", (home_ / "x.png").string(), "--size", "64x64", "--state", scene.string()}));
    EXPECT_NE(garbage.code, 0);
    EXPECT_TRUE(has(garbage.all(), "scene.json")) << garbage.all();
}

} // namespace dorsum::app::test
