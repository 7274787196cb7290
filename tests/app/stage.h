// One workspace and one headless studio for the whole test program: the default atlas, baked on first use into
// $DORSUM_CACHE (build/cache where it is not set). $DORSUM_TEST_ATLAS names another baked atlas and skips the baking.
#pragma once

#include "app/studio.h"
#include "app/viewer.h"
#include "session/history.h"

#include <gtest/gtest.h>
#include <set>

namespace dorsum::app::test {

inline constexpr const char* k_pin = "2468";

struct Stage {
    std::unique_ptr<Workspace> workspace;
    Studio studio;
};

// Opens it on first use. A workspace that cannot be opened ends the program: nothing here can be tested without.
Stage& stage();

// A session without a window: clinic mode, the coarsest level of detail (the fastest to draw).
std::unique_ptr<Viewer> make_viewer(const std::string& mode = "clinic", int width = 1280, int height = 800);

// A state after these actions; each must be accepted.
session::SessionState state_after(const std::vector<std::string>& actions, const std::string& mode = "clinic");
scene::Frame frame_after(const std::vector<std::string>& actions, int width = 640, int height = 640);

// Structures that the frame marks as involved: painted or glowing.
std::set<std::string> lit(const scene::Frame& frame);
bool has_overlay(const scene::Frame& frame, const std::string& prefix);

// What is visible of one structure or overlay in an id picture.
struct Extent {
    int pixels = 0, left = 1 << 20, right = -1, top = 1 << 20, bottom = -1;
    double x = 0, y = 0; // the middle of its pixels
};
class IdPicture {
public:
    explicit IdPicture(const scene::Frame& frame, int width = 640, int height = 640);
    Extent of(const std::string& structure_id) const;
    std::set<std::string> structures() const;
    int covered() const; // pixels that show any structure
    int width() const { return ids_.width; }

private:
    render::IdImage ids_;
};

// How often a closed mesh winds about a point: 0 outside.
float turns_about(const geometry::Mesh& mesh, glm::vec3 p);

// An empty folder below the build folder, one per test.
std::filesystem::path scratch_folder();

} // namespace dorsum::app::test
