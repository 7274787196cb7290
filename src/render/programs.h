// Every shader program, made once per set of features that a draw needs (a software rasteriser pays for unused
// branches).
#pragma once

#include "render/gl/program.h"

#include <map>

namespace dorsum::render {

enum class Pass {
    surface, depth, flat, id, overlay, overlay_id, cap, cap_flat, cap_id, weighted, outline, fxaa, ambient, blur, engrave, fade, plain
};

// Features of one draw, as bits.
enum Feature : unsigned {
    k_plain = 0, k_skinned = 1, k_clipped = 2, k_grain = 4, k_zones = 8, k_weighted = 16, k_dented = 32
};

class Programs {
public:
    // Checks each pass with all its features, so that a damaged shader is known at start, not in the middle of a
    // session; a program is linked when it is first needed.
    enum class Check { yes, no };
    static core::Result<Programs> make(const std::filesystem::path& folder, gl::Dialect dialect, Check check, gl::ProgramCache cache = {});

    // Every program that can be asked for: each pass with each combination of the features that it has.
    static std::vector<gl::ProgramFiles> every();

    bool new_to_driver() const { return new_to_driver_; } // the check had to compile: no cache knew this driver with these sources

    std::size_t made() const { return programs_.size(); }

    // Features that the pass does not have are ignored.
    const gl::Program& get(Pass pass, unsigned features = k_plain);

private:
    core::Status compile(Pass pass, unsigned features);

    std::filesystem::path folder_;
    gl::ProgramCache cache_;
    gl::Dialect dialect_ = gl::Dialect::gl_330;
    std::map<std::pair<Pass, unsigned>, gl::Program> programs_;
    bool new_to_driver_ = false;
};

} // namespace dorsum::render
