#include "render/programs.h"

#include "core/check.h"
#include "render/frame_blocks.h"

#include <array>

namespace dorsum::render {
namespace {

struct PassFiles {
    Pass pass;
    const char *vertex, *fragment;
    unsigned features; // those it has
};

constexpr unsigned k_posed = k_skinned | k_clipped | k_dented;
constexpr std::array<PassFiles, 17> k_passes{{
    {Pass::surface, "surface.vert", "surface.frag", k_posed | k_grain | k_zones | k_weighted},
    {Pass::depth, "surface.vert", "depth.frag", k_posed},
    {Pass::flat, "surface.vert", "flat.frag", k_posed},
    {Pass::id, "surface.vert", "id.frag", k_posed},
    {Pass::overlay, "overlay.vert", "overlay.frag", k_clipped},
    {Pass::overlay_id, "overlay.vert", "overlay_id.frag", k_clipped},
    {Pass::cap, "cap.vert", "cap.frag", k_grain},
    {Pass::cap_flat, "cap.vert", "flat.frag", k_plain},
    {Pass::cap_id, "cap.vert", "id.frag", k_plain},
    {Pass::weighted, "screen.vert", "weighted.frag", k_plain},
    {Pass::outline, "screen.vert", "outline.frag", k_plain},
    {Pass::fxaa, "screen.vert", "fxaa.frag", k_plain},
    {Pass::ambient, "screen.vert", "ambient.frag", k_plain},
    {Pass::blur, "screen.vert", "blur.frag", k_plain},
    {Pass::engrave, "screen.vert", "engrave.frag", k_plain},
    {Pass::fade, "screen.vert", "fade.frag", k_plain},
    {Pass::plain, "plain.vert", "plain.frag", k_plain},
}};

const PassFiles& files_of(Pass pass) {
    return k_passes[static_cast<std::size_t>(pass)];
}

std::vector<std::string> defines_of(unsigned features) {
    std::vector<std::string> defines;
    if (features & k_skinned) defines.emplace_back("SKINNED");
    if (features & k_clipped) defines.emplace_back("CLIPPED");
    if (features & k_dented) defines.emplace_back("DENTED");
    if (features & k_zones) defines.emplace_back("ZONES");
    if (features & k_grain) defines.emplace_back("GRAIN");
    if (features & k_weighted) defines.emplace_back("WEIGHTED");
    return defines;
}

} // namespace

core::Result<Programs> Programs::make(const std::filesystem::path& folder, gl::Dialect dialect, Check check, gl::ProgramCache cache) {
    Programs programs;
    programs.folder_ = folder;
    programs.dialect_ = dialect;
    programs.cache_ = std::move(cache);
    if (check == Check::no) return programs;
    for (const PassFiles& files : k_passes) {
        const auto compiled = gl::Program::check(folder, {files.vertex, files.fragment, defines_of(files.features)}, dialect, programs.cache_);
        if (!compiled) return compiled.error();
        programs.new_to_driver_ |= *compiled;
    }
    return programs;
}

std::vector<gl::ProgramFiles> Programs::every() {
    std::vector<gl::ProgramFiles> all;
    for (const PassFiles& files : k_passes)
        for (unsigned features = 0; features <= files.features; ++features)
            if ((features & ~files.features) == 0) all.push_back({files.vertex, files.fragment, defines_of(features)});
    return all;
}

core::Status Programs::compile(Pass pass, unsigned features) {
    const PassFiles& files = files_of(pass);
    auto program = gl::Program::make(folder_, {files.vertex, files.fragment, defines_of(features)}, dialect_,
                                     FrameBlocks::bindings(), cache_);
    if (!program) return program.error();
    programs_[{pass, features}] = std::move(program).value();
    return {};
}

const gl::Program& Programs::get(Pass pass, unsigned features) {
    const unsigned known = features & files_of(pass).features;
    if (const auto found = programs_.find({pass, known}); found != programs_.end()) return found->second;
    const auto done = compile(pass, known);
    if (!done) throw core::CheckFailure("a shader that compiled at start no longer does: " + done.error().text());
    return programs_.at({pass, known});
}

} // namespace dorsum::render
