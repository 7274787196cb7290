#include "app/warm_up.h"

#include "platform/platform.h"

namespace dorsum::app {

namespace {

constexpr int k_first_picture = 1, k_all = 5; // stages of the second thread: the first picture, three materials, the picture at rest
using Warming = WarmUp::Warming;
constexpr Warming k_grained[] = {Warming::flesh, Warming::bone, Warming::seen_through};

} // namespace

WarmUp::WarmUp(render::Renderer& renderer, const std::filesystem::path& home, const Pictures& pictures)
    : renderer_(renderer), width_(pictures.width), height_(pictures.height) {
    const auto& moving = pictures.moving;
    if (!renderer.software() || !renderer.new_to_driver()) {
        for (const auto what : {Warming::bone, Warming::flesh, Warming::seen_through}) parts_.push_back({Part::Kind::warm, moving, what, 0});
        solid_ = 2;
        parts_.push_back({Part::Kind::prepare, moving});
        first_ = parts_.size();
        return;
    }
    auto first = moving;
    first.fibre_detail = false;
    parts_ = {{Part::Kind::warm, first, Warming::flesh, 0}, {Part::Kind::prepare, first}, {Part::Kind::wait, first, Warming::seen_through, k_first_picture}};
    solid_ = 1;
    first_ = parts_.size();
    if (moving.fibre_detail) {
        int stage = k_first_picture;
        for (const auto what : k_grained) parts_.push_back({Part::Kind::warm, moving, what, ++stage});
    }
    second_ = std::async(std::launch::async, [this, home, first, pictures] { compile_beside(home, first, pictures); });
}

WarmUp::~WarmUp() {
    stop_ = true;
    go_on();
}

void WarmUp::go_on() {
    going_on_ = true;
    going_on_.notify_all();
}

void WarmUp::tell(int stage) {
    stage_ = stage;
    stage_.notify_all();
}

void WarmUp::compile_beside(const std::filesystem::path& home, const render::Quality& first, const Pictures& pictures) {
    // Where a second context is of no use the parts are made by the first one, which tells what goes wrong.
    if (const auto context = platform::HeadlessContext::make())
        if (const auto made = render::Renderer::make(nullptr, home / "shaders")) {
            // The surfaces last: by then their vertices have been compiled beside.
            (*made)->warm(first, Warming::veil);
            (*made)->warm(first, Warming::seen_through);
            tell(k_first_picture);
            going_on_.wait(false);
            int stage = k_first_picture;
            for (const auto what : k_grained) {
                if (!stop_ && pictures.moving.fibre_detail) (*made)->warm(pictures.moving, what);
                tell(++stage);
            }
            if (!stop_) (*made)->warm(pictures.resting, Warming::flesh); // its passes over the whole picture
        }
    tell(k_all);
}

bool WarmUp::next(Patience patience) {
    if (has_grain()) return false;
    if (has_first()) go_on();
    const Part& part = parts_[done_];
    if (patience == Patience::none && stage_ < part.stage) return true;
    for (auto at = stage_.load(); at < part.stage; at = stage_.load()) stage_.wait(at);
    if (part.kind == Part::Kind::warm) renderer_.warm(part.quality, part.what);
    if (part.kind == Part::Kind::prepare) renderer_.prepare(part.quality, width_, height_);
    ++done_;
    return !has_grain();
}

} // namespace dorsum::app
