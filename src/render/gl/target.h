// Offscreen targets: a framebuffer with its textures, remade when the size changes.
#pragma once

#include "render/gl/handles.h"
#include "render/gl/read_back.h"

#include <array>
#include <span>

namespace dorsum::render::gl {

enum class Format { rgba8, rgba4, r32ui, rgba16f, r16f, depth24 };

Texture make_texture(Format format, int width, int height);

// Up to two colour textures and, if wanted, a depth texture of its own.
struct Target {
    Framebuffer framebuffer;
    std::array<Texture, 2> colours;
    Texture depth;
    int width = 0, height = 0;
};

struct TargetShape {
    int width = 1, height = 1;
    std::span<const Format> colours;
    bool own_depth = false;
};

// Leaves the target as it is when the size fits.
void ensure(Target& target, const TargetShape& shape);
// False where the driver cannot draw into such formats (float ones are an extension in GLES 3.0).
bool ensure_if_possible(Target& target, const TargetShape& shape);

// To the framebuffer that is bound; 0 takes it away again. Attached, a texture outlives its target: no other's stays.
void attach_depth(unsigned texture);

// Gives `to` a depth where it has none: that of another target of its size, which is left without, or a new one.
void take_depth(Target& to, std::span<Target> others);

enum class Scaling { linear, nearest };
// Copies colour 0 onto another framebuffer, scaled where the sizes differ.
void blit_colour(const Target& from, unsigned framebuffer, int width, int height, Scaling scaling = Scaling::linear);

// Copies that part of colour 0 to the same place of another target of the same size.
void blit_part(const Target& from, const Target& to, const Rect& part);

// Copies depth: the rows from `first_row` on, as many as `to` has (or there are), to its bottom.
void copy_depth_rows(const Target& from, const Target& to, int first_row);

} // namespace dorsum::render::gl
