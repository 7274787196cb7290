// A small made-up atlas (three boxes and a tube with fibres), a camera that looks at it from behind, and a headless
// renderer.
#pragma once

#include "platform/platform.h"
#include "render/renderer.h"

#include <gtest/gtest.h>

namespace dorsum::render::test {

inline constexpr std::uint32_t k_left_box = 0, k_right_box = 1, k_back_box = 2, k_tube = 3, k_shell = 4;

// Left box at x = +100 (the patient's left), right box at x = -100, a third one hidden behind the
// left box, a lying tube at y = -120 with fibres along x, and a big box round everything. Boxes are 80 mm wide.
anatomy::Atlas made_up_atlas();

// Every structure but the shell, opaque; camera at z = -900 looking at the origin, up is +Y. Patient's left is then
// left.
scene::Frame made_up_frame();

geometry::Mesh box(glm::vec3 centre, glm::vec3 half, std::uint8_t joint);

class RendererTest : public ::testing::Test {
protected:
    void SetUp() override;
    Image draw(const scene::Frame& frame, const Quality& quality = {});
    IdImage ids(const scene::Frame& frame);

    static constexpr int k_width = 320, k_height = 240;
    std::unique_ptr<platform::HeadlessContext> context_;
    std::unique_ptr<Renderer> renderer_;
};

// Where pixels of an id (StructureIndex + 1 or overlay index + 1) are.
struct Extent {
    int count = 0, left = 1 << 20, right = -1, top = 1 << 20, bottom = -1;
    double centre_x = 0, centre_y = 0;
};
Extent extent_of(const std::vector<std::uint32_t>& ids, int width, std::uint32_t id);

// Where the camera of the frame shows a point, in pixels from the top left.
glm::vec2 pixel_of(const scene::Frame& frame, glm::vec3 world_mm, int width, int height);

// Pixels that differ by more than `tolerance` in any channel.
std::vector<bool> differing(const Image& a, const Image& b, int tolerance = 2);
int count(const std::vector<bool>& mask);

std::filesystem::path shader_folder();
// For looking at: <build>/pictures/<name>.png
void save(const Image& image, const std::string& name);

} // namespace dorsum::render::test
