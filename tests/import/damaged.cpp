// Bad files: one clear message each, no crash, never silence.
#include "core/hash.h"
#include "support.h"

#include <random>

using namespace support;

namespace {

class Damaged : public Folder {
protected:
    // Refused with a message that names the file and says what to do, or loaded with a warning; never loaded in silence.
    void expect_spoken(const fs::path& path, const std::string& what) {
        const auto result = load(path);
        const std::string said = messages() + (result ? "" : result.error().text());
        EXPECT_NE(said.find(path.filename().string()), std::string::npos) << what << "\n" << said;
    }
    void expect_message(const fs::path& path, const std::string& words) {
        const auto result = load(path);
        EXPECT_FALSE(result) << path;
        EXPECT_NE(messages().find(words), std::string::npos) << messages();
        EXPECT_NE(messages().find(path.filename().string()), std::string::npos) << messages();
        for (const auto& d : diagnostics.items())
            if (d.severity == core::Severity::error) {
                EXPECT_FALSE(d.remedy.empty()) << d.text();
            }
    }
};

struct Kind {
    const char* extension;
    std::string bytes;
};

std::vector<Kind> kinds() {
    const auto mesh = ball({0, 1000, 0}, {25, 15, 20});
    return {{"glb", glb(mesh, "vertebra.l3")}, {"stl", stl(mesh)}, {"ply", ply(mesh)}, {"obj", obj(mesh, "vertebra.l3")}};
}

} // namespace

TEST_F(Damaged, every_kind_of_nonsense_has_its_message) {
    expect_message(write("a.glb", ""), "empty (0 bytes)");
    expect_message(write("b.glb", "hello, I am a text"), "does not begin with \"glTF\"");
    expect_message(write("c.stl", std::string(10, 'x')), "too short");
    expect_message(write("d.ply", "plastic"), "does not begin with \"ply\"");
    expect_message(write("d2.ply", "ply\nplastic\n"), "cannot be read");
    expect_message(write("e.obj", "# nothing\n"), "cannot be read");
    expect_message(write("f.obj", std::string("v 0 0 0\0\0\0", 11)), "zero bytes");
    expect_message(write("g.fbx", "Kaydara FBX Binary  garbage"), "cannot be read");
    expect_message(write("h.gltf", "{\"asset\":"), "cannot be read");
    const auto photo = load(write("photo.jpg", "JFIF"));
    EXPECT_FALSE(photo);
    EXPECT_NE(messages().find("no mesh format"), std::string::npos) << messages();
    const auto absent = load(folder / "absent.obj");
    ASSERT_FALSE(absent);
    EXPECT_EQ(absent.error().code, core::ErrorCode::not_found);
    fs::create_directories(folder / "bare");
    EXPECT_EQ(load(folder / "bare").error().code, core::ErrorCode::not_found);
}

TEST_F(Damaged, a_huge_file_is_refused_without_reading_it) {
    const auto path = write("huge.stl", "solid");
    fs::resize_file(path, std::uintmax_t{600} << 20); // sparse
    expect_message(path, "the limit is 512 MB");
}

TEST_F(Damaged, points_without_triangles_are_no_mesh) {
    expect_message(write("points.obj", "v 0 0 0\nv 1 0 0\nv 0 1 0\np 1 2 3\n"), "triangle");
}

TEST_F(Damaged, triangles_without_area_are_no_surface) {
    const auto result = load(write("flat.obj", "o flat\nv 0 0 0\nv 10 0 0\nv 20 0 0\nf 1 2 3\n"));
    EXPECT_FALSE(result);
    EXPECT_NE(messages().find("without area"), std::string::npos) << messages();
}

TEST_F(Damaged, numbers_that_are_none_cost_only_their_triangles) {
    auto mesh = ball({0, 1000, 0}, {25, 15, 20});
    mesh.positions[5].x = std::numeric_limits<float>::quiet_NaN();
    const auto result = load(write("vertebra.l3.glb", glb(mesh, "vertebra.l3")));
    ASSERT_TRUE(result);
    EXPECT_NE(messages().find("not finite"), std::string::npos) << messages();
    for (const auto& p : result->structures[0].lods[0].positions) EXPECT_TRUE(std::isfinite(p.x + p.y + p.z));
}

TEST_F(Damaged, a_bad_file_does_not_take_the_good_ones_with_it) {
    write("set/vertebra.l3.obj", obj(ball({0, 1000, 0}, {25, 15, 20})));
    write("set/vertebra.l4.obj", obj(ball({0, 960, 0}, {25, 15, 20})));
    write("set/vertebra.l5.obj", "");
    write("set/sacrum.glb", glb(ball({0, 900, 0}, {50, 60, 30}), "sacrum").substr(0, 500));
    const auto result = load(folder / "set");
    ASSERT_TRUE(result) << result.error().text();
    EXPECT_TRUE(result->find("vertebra.l3").valid());
    EXPECT_TRUE(result->find("vertebra.l4").valid());
    EXPECT_EQ(result->structures.size(), 2u);
    EXPECT_NE(messages().find("vertebra.l5.obj"), std::string::npos);
    EXPECT_NE(messages().find("cut short"), std::string::npos) << messages();
}

TEST_F(Damaged, cut_files) {
    for (const Kind& kind : kinds()) {
        for (int i = 1; i < 24; ++i) {
            std::size_t size = kind.bytes.size() * static_cast<std::size_t>(i) / 24;
            while (kind.bytes[size - 1] == '\n') --size; // text that ends with a whole line is just a shorter text
            expect_spoken(write(fmt::format("cut_{}.{}", i, kind.extension), kind.bytes.substr(0, size)), fmt::format("{} cut at {}", kind.extension, size));
        }
    }
}

TEST_F(Damaged, flipped_bytes_never_crash_and_never_lose_anything_in_silence) {
    for (const Kind& kind : kinds()) {
        const auto whole = load(write(fmt::format("vertebra.l3.{}", kind.extension), kind.bytes));
        ASSERT_TRUE(whole) << kind.extension << messages();
        const auto triangles = whole->structures.at(0).lods[0].triangle_count();
        for (unsigned seed = 1; seed <= 40; ++seed) {
            std::mt19937 random(seed);
            std::string bytes = kind.bytes;
            // Half of them in the head, where the structure of the file is.
            const std::size_t range = seed % 2 ? std::min<std::size_t>(bytes.size(), 700) : bytes.size();
            for (int n = 0; n < 4; ++n) bytes[random() % range] = static_cast<char>(random());
            const auto result = load(write(fmt::format("vertebra.l3.{}", kind.extension), bytes));
            if (!result) {
                EXPECT_FALSE(messages().empty()) << kind.extension << seed;
                continue;
            }
            // A moved vertex cannot be told from a wanted one; lost triangles can.
            std::size_t left = 0;
            for (const auto& s : result->structures) left += s.lods[0].triangle_count();
            if (left * 10 < triangles * 8) {
                EXPECT_FALSE(messages().empty()) << kind.extension << " seed " << seed << ": " << left << " of " << triangles;
            }
        }
    }
}
