// The program from a shell: help that reads well, lists for other programs, one clear message and the right exit code for
// everything that can be asked for wrongly (0 well, 1 it failed, 2 it was asked for wrongly).
#include "program.h"
#include "stage.h"

#include "core/files.h"

#include <fstream>
#include <nlohmann/json.hpp>

namespace dorsum::app::test {

namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// One line for the person, and it says what to do.
void expect_message(const Ran& ran, int code, const std::vector<std::string>& parts) {
    EXPECT_EQ(ran.code, code) << ran.all();
    for (const auto& part : parts) EXPECT_TRUE(has(ran.all(), part)) << "\"" << part << "\" is missing in: " << ran.all();
    EXPECT_FALSE(has(ran.all(), "internal error")) << ran.all();
    EXPECT_FALSE(has(ran.all(), "terminate called")) << ran.all();
}

Json json_of(const Ran& ran) {
    EXPECT_EQ(ran.code, 0) << ran.err;
    auto parsed = Json::parse(ran.out, nullptr, false);
    EXPECT_FALSE(parsed.is_discarded()) << ran.out.substr(0, 200);
    return parsed;
}

Json json_file(const fs::path& file) { return Json::parse(*core::read_text_file(file), nullptr, false); }

void write(const fs::path& file, const std::string& text) { std::ofstream(file, std::ios::binary) << text; }

} // namespace

TEST(CommandLine, HelpReadsWell) {
    const auto whole = run_program({"--help"});
    EXPECT_EQ(whole.code, 0);
    for (const char* command : {"view", "render", "export", "check", "bake", "bench", "list"}) {
        EXPECT_TRUE(has(whole.out, command)) << command;
        const auto help = run_program({command, "--help"});
        EXPECT_EQ(help.code, 0) << command;
        EXPECT_GT(help.out.size(), 150u) << command;
        EXPECT_TRUE(help.err.empty()) << help.err;
    }
    EXPECT_TRUE(has(whole.out, "diagnose")) << "help says what the program does not do";
    EXPECT_EQ(run_program({"--version"}).code, 0);
}

TEST(CommandLine, UnknownWordsAreNamedWithTheNearestOnes) {
    const auto out = (scratch_folder() / "x.png").string();
    const auto with = [&](std::vector<std::string> more) {
        more.insert(more.begin(), {"render", "--out", out, "--size", "64x64"});
        return run_program(with_atlas(more));
    };
    expect_message(with({"--do", "selct vertebra.l4"}), 2, {"selct", "did you mean 'select'"});
    expect_message(with({"--do", "select vertebra.l9"}), 2, {"vertebra.l9", "nearest: vertebra.l"});
    expect_message(with({"--condition", "sciatca"}), 2, {"sciatca", "sciatica"});
    expect_message(with({"--view", "inside"}), 2, {"inside", "posterior"});
    expect_message(with({"--mode", "spa"}), 2, {"spa", "kiosk"});
    expect_message(with({"--quality", "best"}), 2, {"best", "high"});
    expect_message(with({"--do", "curve cobb=300 side=left"}), 2, {"cobb"});
    expect_message(with({"--do", "curve cobb=40 side=up"}), 2, {"up", "left"});
    EXPECT_FALSE(fs::exists(out)) << "nothing is written when the line was wrong";
    expect_message(run_program({"rendr"}), 2, {"rendr", "--help"});
    expect_message(run_program({"render"}), 2, {"--out"});
    expect_message(run_program({"render", "--out", out, "--size", "12x"}), 2, {"12x", "1280x720"});
    expect_message(run_program({"render", "--out", out, "--size", "99999x99999"}), 2, {"16384"});
    expect_message(run_program({"list", "muscles"}), 2, {"muscles", "structures"});
}

TEST(CommandLine, FilesThatAreNotThereOrCannotBeWritten) {
    const auto folder = scratch_folder();
    const auto out = (folder / "x.png").string();
    expect_message(run_program({"render", "--out", out, "--atlas", "/no/such/atlas"}), 1, {"/no/such/atlas", "no such"});
    expect_message(run_program(with_atlas({"render", "--out", out, "--state", "/no/such.json"})), 1, {"/no/such.json"});
    expect_message(run_program(with_atlas({"render", "--size", "64x64", "--out", "/proc/x.png"})), 1, {"/proc/x.png", "cannot be written"});
    expect_message(run_program(with_atlas({"export", "--out", "/proc/x"})), 1, {"/proc/x", "cannot be written"});
    expect_message(run_program(with_atlas({"view", "--headless", "--script", "/no/such.txt"})), 1, {"/no/such.txt"});
    write(folder / "file", "in the way");
    expect_message(run_program(with_atlas({"export", "--out", (folder / "file").string()})), 1, {"file"});
    // A picture that cannot be written leaves the older one.
    write(folder / "old.png", "older");
    expect_message(run_program(with_atlas({"render", "--size", "64x64", "--out", (folder / "old.png" / "x.png").string()})), 1, {"old.png"});
    EXPECT_EQ(*core::read_text_file(folder / "old.png"), "older");
}

TEST(CommandLine, AHomeWithoutAssetsIsNamed) {
    const auto empty = scratch_folder();
    expect_message(run_program({"list", "conditions"}, {{"DORSUM_HOME", empty.string()}}), 1, {empty.string()});
}

TEST(CommandLine, ListsParseAndHaveTheirKeys) {
    const auto structures = json_of(run_program(with_atlas({"list", "structures", "--json"})));
    ASSERT_GT(structures.size(), 200u);
    std::set<std::string> ids;
    for (const auto& row : structures) {
        for (const char* key : {"id", "name_en", "name_la", "side", "system", "layer", "fma", "ta2", "triangles"})
            ASSERT_TRUE(row.contains(key)) << key << " in " << row.dump();
        const auto id = row["id"].get<std::string>();
        EXPECT_TRUE(ids.insert(id).second) << id << " twice";
        EXPECT_FALSE(row["name_en"].get<std::string>().empty()) << id;
        EXPECT_GT(row["triangles"].get<int>(), 0) << id;
        const auto side = row["side"].get<std::string>();
        EXPECT_EQ(side == "left", has(id, ".left")) << id;
        EXPECT_EQ(side == "right", has(id, ".right")) << id;
    }
    for (const char* id : {"vertebra.l4", "disc.l4_l5", "muscle.trapezius_descending.left", "nerve.sciatic.right", "skin.body", "coccyx"})
        EXPECT_TRUE(ids.count(id)) << id;

    EXPECT_EQ(json_of(run_program(with_atlas({"list", "conditions", "--json"}))).size(), 6u);
    EXPECT_GE(json_of(run_program(with_atlas({"list", "strokes", "--json"}))).size(), 20u);
    EXPECT_GE(json_of(run_program(with_atlas({"list", "landmarks", "--json"}))).size(), 40u);
    EXPECT_EQ(json_of(run_program({"list", "views", "--json"})).size(), 6u);
    for (const auto& row : json_of(run_program({"list", "actions", "--json"})))
        for (const char* key : {"id", "arguments", "help", "shortcut", "example"}) EXPECT_TRUE(row.contains(key)) << row.dump();
}

TEST(CommandLine, ListsForPeopleAreOneLineARow) {
    const auto ran = run_program(with_atlas({"list", "structures"}));
    EXPECT_EQ(ran.code, 0);
    EXPECT_TRUE(has(ran.out, "vertebra.l4\t"));
    EXPECT_FALSE(has(ran.out, "{"));
}

TEST(CommandLine, RenderCountsWhatIsVisible) {
    const auto folder = scratch_folder();
    const auto png = folder / "a.png", ids = folder / "a.json";
    const auto ran = run_program(with_atlas({"render", "--out", png.string(), "--ids", ids.string(), "--size", "320x240", "--quality", "low",
                                             "--condition", "stress_tension", "--do", "screen none", "--do", "screen done", "--do",
                                             "view posterior"}));
    ASSERT_EQ(ran.code, 0) << ran.err;
    EXPECT_TRUE(has(ran.out, png.string())) << "the file is named";
    const auto picture = load_picture(png);
    EXPECT_EQ(picture.width, 320);
    EXPECT_EQ(picture.height, 240);
    EXPECT_GT(picture.colours(), 500);
    const auto counts = json_file(ids);
    ASSERT_FALSE(counts.is_discarded());
    EXPECT_EQ(counts["width"], 320);
    int sum = 0;
    for (const auto& [id, row] : counts["structures"].items()) {
        sum += row["pixels"].get<int>();
        const auto& box = row["box"];
        EXPECT_LE(box[0].get<int>(), row["centre"][0].get<double>()) << id;
        EXPECT_GE(box[2].get<int>(), row["centre"][0].get<double>()) << id;
        EXPECT_LT(box[3].get<int>(), 240) << id;
    }
    EXPECT_GT(sum, 320 * 240 / 20);
    EXPECT_LT(sum, 320 * 240);
    EXPECT_TRUE(counts["lit"].contains("muscle.trapezius_descending.left"));
    EXPECT_FALSE(counts["overlays"].empty()) << "strokes are counted after the screen";
}

TEST(CommandLine, TwoRunsGiveTheSameBytes) {
    const auto folder = scratch_folder();
    for (const char* name : {"a", "b"}) {
        const auto file = folder / name;
        const auto ran = run_program(with_atlas({"render", "--out", file.string() + ".png", "--ids", file.string() + ".json", "--size", "400x300",
                                                 "--condition", "herniated_disc"}));
        ASSERT_EQ(ran.code, 0) << ran.err;
    }
    EXPECT_EQ(*core::read_text_file(folder / "a.png"), *core::read_text_file(folder / "b.png"));
    EXPECT_EQ(*core::read_text_file(folder / "a.json"), *core::read_text_file(folder / "b.json"));
}

TEST(CommandLine, ScriptsTellWhetherTheyHeld) {
    const auto folder = scratch_folder();
    const auto play = [&](const std::string& text) {
        write(folder / "s.txt", text);
        return run_program(with_atlas({"view", "--headless", "--quality", "low", "--size", "640x400", "--out", folder.string(), "--script",
                                       (folder / "s.txt").string()}));
    };
    expect_message(play("do select vertebra.l4\nexpect selected vertebra.l4\npicture p.png\n"), 0, {"0 failed", "p.png"});
    EXPECT_EQ(load_picture(folder / "p.png").width, 640);
    expect_message(play("expect selected vertebra.l4\n"), 1, {"s.txt:1", "found none"});
    expect_message(play("do select vertebra.l4\nclik structure sacrum\n"), 2, {"s.txt:2", "clik"});
    expect_message(play("click widget no_such_button\n"), 2, {"s.txt:1", "no_such_button"});
}

TEST(CommandLine, BenchGivesItsFigures) {
    const auto ran = run_program(with_atlas({"bench", "--size", "160x120", "--frames", "3", "--quality", "low"}));
    const auto figures = json_of(ran);
    for (const char* key : {"frame_ms_median", "frame_ms_p95", "cpu_ms_per_frame", "first_frame_ms", "triangles", "peak_rss_mb", "renderer"})
        EXPECT_TRUE(figures.contains(key)) << key;
    EXPECT_GT(figures["triangles"].get<double>(), 1000);
}

TEST(CommandLine, CheckOfWhatShipsIsClean) {
    const auto atlas = run_program({"check", stage().workspace->baked_folder.string()});
    EXPECT_EQ(atlas.code, 0) << atlas.all();
    const auto assets = run_program({"check", (stage().workspace->home / "assets").string()});
    EXPECT_EQ(assets.code, 0) << assets.all();
    EXPECT_TRUE(has(assets.out, "0 errors")) << assets.out;
}

TEST(CommandLine, CheckReportsEveryProblemWithItsFile) {
    const auto folder = scratch_folder();
    write(folder / "a.json", "{\"format\": ");
    write(folder / "b.json", "[1, 2]");
    write(folder / "c.obj", "this is no mesh\n");
    const auto ran = run_program({"check", (folder / "a.json").string(), (folder / "b.json").string(), (folder / "c.obj").string(),
                                  (folder / "d.glb").string()});
    expect_message(ran, 1, {"a.json", "b.json", "c.obj", "d.glb"});
}

TEST(CommandLine, NoDisplayIsSaidInOneLine) {
    const auto folder = scratch_folder();
    write(folder / "s.txt", "expect mode clinic\n");
    const auto ran = run_program(with_atlas({"view", "--size", "320x200", "--quality", "low", "--script", (folder / "s.txt").string()}),
                                 {{"DISPLAY", ""}, {"WAYLAND_DISPLAY", ""}});
    EXPECT_EQ(ran.code, 0) << ran.all(); // a script plays without a window
}

} // namespace dorsum::app::test
