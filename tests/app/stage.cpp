#include "stage.h"

#include "app/start_state.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fmt/format.h>

namespace dorsum::app::test {

namespace fs = std::filesystem;

namespace {

// Closed by GoogleTest before the process ends: a GL context must not outlive main.
class StageEnvironment : public ::testing::Environment {
public:
    void TearDown() override {
        stage_.studio = {};
        stage_.workspace.reset();
    }
    Stage& stage() {
        if (!stage_.workspace) open();
        return stage_;
    }

private:
    template <class T>
    static T need(core::Result<T> opened) {
        if (opened) return std::move(opened).value();
        fmt::print(stderr, "the tests of the program cannot start: {}\n", opened.error().text());
        std::_Exit(1);
    }
    void open() {
        Options options;
        options.pin = k_pin;
        if (const char* atlas = std::getenv("DORSUM_TEST_ATLAS")) options.atlas = atlas;
        stage_.workspace = need(open_workspace(options, {0, 1, 2}));
        stage_.studio = need(open_studio(*stage_.workspace, {0, 1, 2}));
    }
    Stage stage_;
};

// Set before main: the programs that tests start look there too.
StageEnvironment* const k_environment = [] {
    ::setenv("DORSUM_CACHE", (fs::path(DORSUM_BUILD_DIR).parent_path() / "cache").c_str(), 0);
    ::setenv("DORSUM_GL_DEBUG", "1", 0);
    auto* environment = new StageEnvironment;
    ::testing::AddGlobalTestEnvironment(environment); // GoogleTest owns it from here
    return environment;
}();

} // namespace

Stage& stage() { return k_environment->stage(); }

std::unique_ptr<Viewer> make_viewer(const std::string& mode, int width, int height) {
    auto& s = stage();
    auto start = session::initial_state(s.workspace->context(), mode);
    start.quality = "low";
    auto viewer = Viewer::make_headless(*s.workspace, session::History(start), *s.studio.renderer, width, height);
    if (!viewer) {
        ADD_FAILURE() << viewer.error().text();
        return nullptr;
    }
    return std::move(viewer).value();
}

session::SessionState state_after(const std::vector<std::string>& actions, const std::string& mode) {
    const auto context = stage().workspace->context();
    session::History history(session::initial_state(context, mode));
    for (const auto& text : actions)
        if (auto done = act(history, text, context); !done) ADD_FAILURE() << text << ": " << done.error().text();
    return history.state();
}

scene::Frame frame_after(const std::vector<std::string>& actions, int width, int height) {
    auto& s = stage();
    return frame_of(state_after(actions), *s.workspace, *s.studio.cache, width, height, 0);
}

std::set<std::string> lit(const scene::Frame& frame) {
    std::set<std::string> ids;
    for (const auto& item : frame.items)
        if (item.glow > 0 || item.zones != 0) ids.insert(stage().workspace->atlas.at(item.structure).terms.id);
    return ids;
}

bool has_overlay(const scene::Frame& frame, const std::string& prefix) {
    for (const auto& overlay : frame.overlays)
        if (overlay.id.rfind(prefix, 0) == 0 && !overlay.indices.empty()) return true;
    return false;
}

IdPicture::IdPicture(const scene::Frame& frame, int width, int height)
    : ids_(stage().studio.renderer->draw_ids(frame, width, height)) {}

Extent IdPicture::of(const std::string& structure_id) const {
    Extent extent;
    const auto index = stage().workspace->atlas.find(structure_id);
    if (!index.valid()) {
        ADD_FAILURE() << "there is no " << structure_id;
        return extent;
    }
    const auto wanted = static_cast<std::uint32_t>(index.value) + 1;
    for (std::size_t i = 0; i < ids_.structures.size(); ++i) {
        if (ids_.structures[i] != wanted) continue;
        const int x = static_cast<int>(i) % ids_.width, y = static_cast<int>(i) / ids_.width;
        ++extent.pixels;
        extent.left = std::min(extent.left, x), extent.right = std::max(extent.right, x);
        extent.top = std::min(extent.top, y), extent.bottom = std::max(extent.bottom, y);
        extent.x += x, extent.y += y;
    }
    if (extent.pixels) extent.x /= extent.pixels, extent.y /= extent.pixels;
    return extent;
}

std::set<std::string> IdPicture::structures() const {
    std::set<std::string> ids;
    const auto& atlas = stage().workspace->atlas;
    for (const auto id : ids_.structures)
        if (id) ids.insert(atlas.structures[id - 1].terms.id);
    return ids;
}

int IdPicture::covered() const {
    return static_cast<int>(std::count_if(ids_.structures.begin(), ids_.structures.end(), [](auto id) { return id != 0; }));
}

fs::path scratch_folder() {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    std::string name = fmt::format("{}.{}", test->test_suite_name(), test->name());
    std::replace(name.begin(), name.end(), '/', '_');
    const auto folder = fs::path(DORSUM_BUILD_DIR) / "tests" / "app" / "scratch" / name;
    fs::remove_all(folder);
    fs::create_directories(folder);
    return folder;
}

float turns_about(const geometry::Mesh& mesh, glm::vec3 p) {
    double sum = 0;
    for (std::size_t i = 0; i < mesh.indices.size(); i += 3) {
        const auto a = mesh.positions[mesh.indices[i]] - p, b = mesh.positions[mesh.indices[i + 1]] - p, c = mesh.positions[mesh.indices[i + 2]] - p;
        const float la = glm::length(a), lb = glm::length(b), lc = glm::length(c);
        sum += 2 * std::atan2(glm::dot(a, glm::cross(b, c)), la * lb * lc + glm::dot(a, b) * lc + glm::dot(b, c) * la + glm::dot(c, a) * lb);
    }
    return static_cast<float>(sum / (4 * 3.14159265358979));
}

} // namespace dorsum::app::test
