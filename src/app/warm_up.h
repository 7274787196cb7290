// What the driver must compile before there is a picture, and before it answers to everything.
//
// A software driver that meets these programs for the first time makes machine code for some 0.3 s, which is all that such a start
// waits for. So all solid tissues share one program, and one more is seen through, which a second context compiles beside the first one.
// When that picture stands it goes on with what the picture at rest, a click, a condition, a bent spine and a cut need. What one context has
// compiled lies in the driver's own cache for all of them. To fetch a program from there takes some milliseconds, but 25 MB of the compiler's
// code: so all of them are fetched before the finest level comes in, and none later (each is 0.5 to 1 MB as long as it stays).
#pragma once

#include "render/renderer.h"

#include <atomic>
#include <filesystem>
#include <future>
#include <initializer_list>
#include <optional>
#include <vector>

namespace dorsum::app {

class WarmUp {
public:
    using Warming = render::Renderer::Warming;
    struct Pictures {
        render::Quality moving, resting;
        int width = 0, height = 0;
        scene::Frame empty = {}; // with the wall that they will have
        std::optional<render::Quality> slower = {}; // what a software driver falls to where it is too slow: compiled last
    };
    // The renderer's context is current in every call.
    WarmUp(render::Renderer& renderer, const std::filesystem::path& home, const Pictures& pictures);
    ~WarmUp(); // waits for what is being compiled
    WarmUp(const WarmUp&) = delete;
    WarmUp& operator=(const WarmUp&) = delete;

    enum class Patience { none, all };
    // Makes the next part; without patience it leaves alone what the second thread is still at. False when none is left. What has_first()
    // does not need is begun by the first call after that, when the first picture stands, and no further than what is called for: nothing is
    // taken from a picture at rest, neither its time nor its memory, while nobody calls.
    bool next(Patience patience = Patience::all);
    bool has_solid() const { return done_ >= solid_; } // a picture without what is seen through
    bool has_first() const { return done_ >= first_; } // a whole picture
    bool has_rest() const { return done_ >= rest_; }   // one at rest
    bool has_all() const { return done_ == parts_.size(); } // and what a click, a condition, a bent spine and a cut need

private:
    struct Part {
        enum class Kind { warm, prepare, wait } kind = Kind::warm; // wait: for the second thread alone, the picture fetches the rest
        render::Quality quality;
        Warming what = Warming::solid;
        bool bent = false;
        bool second = true; // compiled by the second thread, where there is one, before this one fetches it
    };
    void add(std::initializer_list<Part> parts) { parts_.insert(parts_.end(), parts); }
    void compile_beside(const std::filesystem::path& home);
    bool compile_parts(const std::filesystem::path& home, std::size_t begin, std::size_t end);
    void ask(std::size_t parts);
    void tell(std::size_t parts);

    render::Renderer& renderer_;
    int width_, height_;
    scene::Frame empty_;
    std::vector<Part> parts_;
    std::size_t done_ = 0, solid_ = 0, first_ = 0, rest_ = 0; // parts that are made; how many of them a picture needs
    std::atomic<std::size_t> beside_{0};                       // so many of parts_ are out of the second thread's hands
    std::atomic<std::size_t> asked_{0};                        // so many the second thread may make
    std::atomic<bool> stop_{false};
    std::future<void> second_; // last: waits when it goes, whatever happens here
};

// When nothing will be compiled for a while: the driver's compiler need not stay in memory.
void give_back_compiler(const render::Renderer& renderer);

} // namespace dorsum::app
