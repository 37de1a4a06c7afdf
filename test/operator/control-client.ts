export { ControlClient, type Json } from '../../runner/emulator/index.ts';
