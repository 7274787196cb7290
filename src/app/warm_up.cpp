#include "app/warm_up.h"

#include "core/memory.h"
#include "platform/platform.h"

#include <array>
#include <fmt/format.h>
#include <utility>

namespace dorsum::app {

namespace {

// What may be asked for one day: the likely before the rest.
constexpr std::array<std::pair<WarmUp::Warming, bool>, 10> k_later{{{WarmUp::Warming::picking, false},
                                                                   {WarmUp::Warming::signs, false},
                                                                   {WarmUp::Warming::marks, false},
                                                                   {WarmUp::Warming::zones, false},
                                                                   {WarmUp::Warming::solid, true},
                                                                   {WarmUp::Warming::seen_through, true},
                                                                   {WarmUp::Warming::picking, true},
                                                                   {WarmUp::Warming::zones, true},
                                                                   {WarmUp::Warming::marks, true},
                                                                   {WarmUp::Warming::cut, false}}};

} // namespace

WarmUp::WarmUp(render::Renderer& renderer, const std::filesystem::path& home, const Pictures& pictures)
    : renderer_(renderer), width_(pictures.width), height_(pictures.height), empty_(pictures.empty) {
    using Kind = Part::Kind;
    const bool slow = renderer.software() && renderer.new_to_driver();
    const auto &moving = pictures.moving, &resting = pictures.resting;
    if (slow) add({{Kind::warm, moving, Warming::solid, false, false}, {Kind::prepare, moving, {}, false, false}, {Kind::wait, moving, Warming::seen_through}});
    else add({{Kind::warm, moving, Warming::solid}, {Kind::warm, moving, Warming::seen_through}, {Kind::prepare, moving}});
    solid_ = 1;
    first_ = rest_ = parts_.size();
    if (renderer.software()) {
        add({{Kind::warm, resting, Warming::solid}});
        rest_ = parts_.size();
        for (const auto& [what, bent] : k_later) add({{Kind::warm, moving, what, bent}});
        if (const auto& slower = pictures.slower)
            for (const auto what : {Warming::solid, Warming::seen_through, Warming::zones, Warming::cut}) add({{Kind::warm, *slower, what}});
    }
    asked_ = first_;
    if (slow) second_ = std::async(std::launch::async, [this, home] { compile_beside(home); });
    else beside_ = parts_.size();
}

WarmUp::~WarmUp() {
    stop_ = true;
    ask(parts_.size());
}

void WarmUp::ask(std::size_t parts) {
    asked_ = parts;
    asked_.notify_all();
}

void WarmUp::tell(std::size_t parts) {
    beside_ = parts;
    beside_.notify_all();
}

void WarmUp::compile_beside(const std::filesystem::path& home) {
    // What nobody waits for has a context of its own for each part: what one keeps of all their programs is 17 MB beside the last of them.
    for (std::size_t begin = 0, end = first_; begin < parts_.size() && !stop_; begin = end++) {
        for (auto asked = asked_.load(); asked <= begin; asked = asked_.load()) asked_.wait(asked);
        if (stop_ || !compile_parts(home, begin, end)) break; // then the first context makes the parts: a slower start, and nothing else
    }
    tell(parts_.size());
}

bool WarmUp::compile_parts(const std::filesystem::path& home, std::size_t begin, std::size_t end) {
    const auto context = platform::HeadlessContext::make();
    const auto second = context ? render::Renderer::make(nullptr, home / "shaders") : core::Result<std::unique_ptr<render::Renderer>>(context.error());
    if (!second) {
        fmt::print(stderr, "dorsum: the first picture takes longer, for there is no second graphics context: {}\n", second.error().text());
        return false;
    }
    for (std::size_t i = begin; i < end && !stop_; ++i) {
        const Part& part = parts_[i];
        if (part.second) {
            // The surfaces last: by then their vertices have been compiled on the other context.
            if (part.kind == Part::Kind::wait) (*second)->warm(part.quality, Warming::veil);
            (*second)->warm(part.quality, part.what, part.bent);
        }
        tell(i + 1);
    }
    return true;
}

bool WarmUp::next(Patience patience) {
    if (has_all()) return false;
    if (has_first()) ask(done_ + 1);
    const Part& part = parts_[done_];
    if (part.second) {
        if (patience == Patience::none && beside_ <= done_) return true;
        for (auto at = beside_.load(); at <= done_; at = beside_.load()) beside_.wait(at);
    }
    if (part.kind == Part::Kind::warm) renderer_.warm(part.quality, part.what, part.bent);
    if (part.kind == Part::Kind::prepare) renderer_.prepare(part.quality, width_, height_, empty_);
    if (++done_ < parts_.size()) return true;
    if (second_.valid()) second_.wait();
    give_back_compiler(renderer_);
    return false;
}

void give_back_compiler(const render::Renderer& renderer) {
    if (!renderer.software()) return;
    core::return_code_of("libLLVM"); // some 45 MB
    core::return_free_memory();      // and what the compiler worked with
}

} // namespace dorsum::app
