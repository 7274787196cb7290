// A tour through everything a frame can hold, at every quality, with the driver's debug messages on: no error, and no leak of size.
#include "fixture.h"

#include <glm/gtc/matrix_transform.hpp>

namespace dorsum::render::test {
namespace {

constexpr unsigned k_debug_output = 0x92E0, k_debug_synchronous = 0x8242, k_type_error = 0x824C;

void note_message(unsigned, unsigned type, unsigned, unsigned, int, const char* text, const void* to) {
    if (type == k_type_error) static_cast<std::vector<std::string>*>(const_cast<void*>(to))->emplace_back(text);
}

std::vector<scene::Frame> stops() {
    std::vector<scene::Frame> frames(1, made_up_frame());
    const auto add = [&](auto change) { frames.push_back(made_up_frame()), change(frames.back()); };
    add([](scene::Frame& f) { f.items[k_tube].selected = f.items[k_left_box].hovered = true; });
    add([](scene::Frame& f) { f.dark = true, f.lines = {0.9f, 1.5f}; });
    add([](scene::Frame& f) { f.high_contrast = true, f.lines.strength = 0; });
    add([](scene::Frame& f) { f.clip_plane = {1, 0, 0, 20}; });
    add([](scene::Frame& f) { f.palette[1] = glm::rotate(glm::mat4(1), 0.3f, glm::vec3(0, 0, 1)); });
    add([](scene::Frame& f) {
        f.zone_count = 1;
        f.zones[0] = {{0, -120, -35}, {40, -120, -35}, 60, 3};
        f.items[k_tube].zones = 1;
    });
    add([](scene::Frame& f) {
        f.items[k_back_box].material = scene::Material::nerve;
        f.items[k_back_box].glow = 1;
        f.time_s = 1;
    });
    for (int material = 0; material <= static_cast<int>(scene::Material::skin); ++material)
        add([&](scene::Frame& f) {
            for (auto& item : f.items) item.material = static_cast<scene::Material>(material), item.opacity = 0.5f;
            f.skin_tone = 1 + material % scene::k_skin_tones;
        });
    add([](scene::Frame& f) {
        scene::OverlayMesh sign;
        sign.id = "sign";
        sign.positions = {{-40, 0, -60}, {40, 0, -60}, {0, 60, -60}};
        sign.normals.assign(3, {0, 0, -1});
        sign.colours.assign(3, {1, 0, 0, 0.5f});
        sign.indices = {0, 1, 2};
        sign.always_visible = true;
        f.overlays.push_back(sign);
    });
    return frames;
}

class Tour : public RendererTest {
protected:
    void SetUp() override {
        RendererTest::SetUp();
        using Enable = void (*)(unsigned);
        using Callback = void (*)(void (*)(unsigned, unsigned, unsigned, unsigned, int, const char*, const void*), const void*);
        const auto enable = reinterpret_cast<Enable>(context_->loader()("glEnable"));
        const auto callback = reinterpret_cast<Callback>(context_->loader()("glDebugMessageCallback"));
        get_error_ = reinterpret_cast<unsigned (*)()>(context_->loader()("glGetError"));
        ASSERT_TRUE(enable != nullptr && callback != nullptr && get_error_ != nullptr);
        enable(k_debug_output), enable(k_debug_synchronous);
        callback(note_message, &messages_);
        while (get_error_() != 0) {
        }
    }
    void expect_clean(const std::string& where) {
        EXPECT_EQ(get_error_(), 0u) << where;
        for (const auto& message : messages_) ADD_FAILURE() << where << ": " << message;
        messages_.clear();
    }
    unsigned (*get_error_)() = nullptr;
    std::vector<std::string> messages_;
};

TEST_F(Tour, MakesNoGlErrorAtAnyQuality) {
    const Quality qualities[] = {
        {.fibre_detail = false},
        {},
        {.fxaa = true, .lines = true},
        {.supersample = 2, .fxaa = true, .ambient_occlusion = true, .contact_shadow = true, .lines = true},
        {.outlines = false}};
    int stop = 0;
    for (const scene::Frame& frame : stops()) {
        for (const Quality& quality : qualities) {
            const Image image = draw(frame, quality);
            EXPECT_EQ(image.rgba.size(), std::size_t(k_width) * k_height * 4);
            expect_clean("stop " + std::to_string(stop));
        }
        ids(frame);
        expect_clean("ids of stop " + std::to_string(stop++));
    }
}

} // namespace
} // namespace dorsum::render::test
